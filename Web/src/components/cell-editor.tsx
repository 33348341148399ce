import { defineComponent, ref, watch } from "vue";
import { QMenu } from "quasar";
import { sayShortly } from "../lib/explain.ts";
import { checkValue } from "../lib/format.ts";
import { t as base } from "../lib/i18n.ts";
import type { RecordBody, Row } from "../lib/records.ts";
import { useSaving } from "../lib/saving.ts";
import type { Field } from "../lib/schema.ts";
import { sameValue, toApi } from "../lib/values.ts";
import { Button } from "./button.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { FieldInput } from "./field.tsx";

export interface CellEditing {
  row: Row;
  field: Field;
  /** The cell that it opens over. */
  target: HTMLElement;
}

export interface CellEditorProps {
  object: string;
  /** null: closed. */
  editing: CellEditing | null;
  onSaved: (record: RecordBody) => void;
  onClose: () => void;
}

/** One value changed where it stands: Enter saves, Escape leaves it. */
export const CellEditor = defineComponent<CellEditorProps>((props) => {
  const value = ref<unknown>(null);
  const wrong = ref<string | null>(null);
  const saving = useSaving(() => props.object);

  watch(() => props.editing, (editing) => {
    if (editing === null) return;
    value.value = editing.row.values[editing.field.key] ?? null;
    wrong.value = null;
    saving.clear();
  });

  function done(record: RecordBody | null, field: Field): void {
    if (record !== null) props.onSaved(record);
    else if (saving.conflict.value === null) {
      wrong.value = saving.errors.value[field.key] ?? sayShortly(saving.error.value);
    }
  }
  async function save(event: Event): Promise<void> {
    event.preventDefault();
    const { editing } = props;
    if (editing === null) return;
    const { row, field } = editing;
    if (sameValue(value.value, row.values[field.key])) return props.onClose();
    wrong.value = checkValue(field, value.value);
    if (wrong.value !== null) return;
    done(await saving.save(row, { [field.key]: toApi(field, value.value) }), field);
  }
  async function over(): Promise<void> {
    if (props.editing !== null) done(await saving.saveOver(), props.editing.field);
  }

  const form = ({ field }: CellEditing) => (
    <form class="cell-form" novalidate onSubmit={(e) => void save(e)}>
      <FieldInput
        field={field}
        value={value.value}
        error={wrong.value}
        onChange={(v: unknown) => value.value = v}
      />
      <div class="cell-actions">
        <Button kind="quiet" label={base("action.cancel")} onClick={props.onClose} />
        <Button kind="primary" submit label={base("action.save")} loading={saving.busy.value} />
      </div>
    </form>
  );

  return () => (
    <>
      {props.editing !== null && (
        <QMenu
          key={`${props.editing.row.id} ${props.editing.field.key}`}
          class="filter-menu"
          modelValue={saving.conflict.value === null}
          onUpdate:modelValue={(v: boolean) => v || saving.conflict.value !== null || props.onClose()}
          target={props.editing.target}
          noParentEvent
          onShow={() => document.querySelector<HTMLElement>(".cell-form input, .cell-form textarea")?.focus()}
        >
          {() => props.editing !== null && form(props.editing)}
        </QMenu>
      )}
      <ConflictDialog
        conflict={saving.conflict.value}
        onReload={(c) => {
          saving.clear();
          props.onSaved(c.current);
        }}
        onOver={() => void over()}
        onClose={() => {
          saving.clear();
          props.onClose();
        }}
      />
    </>
  );
}, { name: "CellEditor", props: { object: null, editing: null, onSaved: null, onClose: null } });
