import { defineComponent, ref } from "vue";
import { QMenu } from "quasar";
import { icons } from "icons";
import { type CellEditing, CellEditor } from "../../components/cell-editor.tsx";
import { FieldDisplay } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { writableFields } from "../../components/record-draft.ts";
import type { RecordBody } from "../../lib/records.ts";
import type { Field, ObjectType } from "../../lib/schema.ts";
import { useHold } from "./hold.ts";
import { FieldHistory } from "./history.tsx";
import { t } from "./words.ts";

export interface DetailsProps {
  object: ObjectType;
  record: RecordBody;
  /** Only these fields, without the system's. */
  only?: readonly string[];
  onSaved: (record: RecordBody) => void;
}

/** The fields of a record: a tap changes one, a long press shows what it was before. */
export const Details = defineComponent<DetailsProps>((props) => {
  const editing = ref<CellEditing | null>(null);
  const past = ref<{ field: Field; target: HTMLElement } | null>(null);
  const hold = useHold();

  function edit(field: Field, event: Event): void {
    if (hold.was() || (event.target as Element).closest("a") !== null) return;
    editing.value = { row: props.record, field, target: event.currentTarget as HTMLElement };
  }
  const line = (field: Field, writable: boolean) => {
    const target = (e: Event) => e.currentTarget as HTMLElement;
    const body = (
      <>
        <span class="detail-label">{field.label}</span>
        <span class="detail-value">
          <FieldDisplay field={field} value={props.record.values[field.key]} />
        </span>
        {writable && <Icon path={icons.edit} size={16} />}
      </>
    );
    const press = {
      onPointerdown: (e: PointerEvent) => {
        const at = target(e);
        hold.start(() => past.value = { field, target: at });
      },
      onPointerup: hold.stop,
      onPointerleave: hold.stop,
      onContextmenu: (e: MouseEvent) => {
        e.preventDefault();
        past.value = { field, target: target(e) };
      },
    };
    return writable
      ? (
        <div
          key={field.key}
          class="detail detail-open"
          role="button"
          tabIndex={0}
          onClick={(e) => edit(field, e)}
          onKeydown={(e) => e.key === "Enter" && edit(field, e)}
          {...press}
        >
          {body}
        </div>
      )
      : <div key={field.key} class="detail" {...press}>{body}</div>;
  };

  return () => {
    const writable = props.record.rights.write ? writableFields(props.object) : [];
    const shown = props.object.fields.filter((f) =>
      !f.hidden && (props.only === undefined || props.only.includes(f.key))
    );
    const own = shown.filter((f) => !f.system), system = shown.filter((f) => f.system);
    return (
      <div class="details">
        {own.map((f) => line(f, writable.includes(f)))}
        {props.only === undefined && system.length > 0 && (
          <>
            <h3 class="detail-head">{t("details.system")}</h3>
            {system.map((f) => line(f, false))}
          </>
        )}
        <CellEditor
          object={props.object.key}
          editing={editing.value}
          onClose={() => editing.value = null}
          onSaved={(record) => {
            editing.value = null;
            props.onSaved(record);
          }}
        />
        {past.value !== null && (
          <QMenu
            key={past.value.field.key}
            class="filter-menu"
            modelValue
            noParentEvent
            target={past.value.target}
            onUpdate:modelValue={(v: boolean) => v || (past.value = null)}
          >
            {() =>
              past.value !== null && (
                <div class="past">
                  <h3>{past.value.field.label}</h3>
                  <FieldHistory
                    object={props.record.object}
                    id={props.record.id}
                    beat={props.record.version}
                    field={past.value.field.key}
                  />
                </div>
              )}
          </QMenu>
        )}
      </div>
    );
  };
}, { name: "Details", props: { object: null, record: null, only: null, onSaved: null } });
