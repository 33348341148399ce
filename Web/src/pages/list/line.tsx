import { defineComponent } from "vue";
import { QCheckbox } from "quasar";
import { RecordLink } from "../../components/record-link.tsx";
import { WarningMark } from "../../components/warning-mark.tsx";
import { alignOf, showValue } from "../../lib/format.ts";
import type { Row } from "../../lib/records.ts";
import type { Field, ObjectType } from "../../lib/schema.ts";
import { t } from "./words.ts";

export interface LineProps {
  object: ObjectType;
  columns: readonly Field[];
  row: Row;
  /** The keyboard is on it. */
  on: boolean;
  picked: boolean;
  onCursor: () => void;
  onPick: () => void;
  onEdit: (field: Field, cell: HTMLElement) => void;
}

/** One record of the table. */
export const Line = defineComponent<LineProps>((props) => {
  const edit = (field: Field | undefined) => (event: MouseEvent): void => {
    if (field !== undefined) props.onEdit(field, event.currentTarget as HTMLElement);
  };
  const cell = (field: Field) => (
    <td key={field.key} class={alignOf(field)} onDblclick={edit(field)}>
      {field.key === "warning"
        ? props.row.warning !== null && <WarningMark warning={props.row.warning} />
        : showValue(field, props.row.values[field.key])}
    </td>
  );
  return () => {
    const { row, object, columns } = props;
    const named = object.fields.find((f) => f.key === object.title_field);
    return (
      <tr
        class={[
          "line",
          row.warning && `line-${row.warning.level}`,
          props.on && "line-on",
          props.picked && "line-picked",
        ]}
        aria-selected={props.picked ? "true" : "false"}
        onClick={props.onCursor}
      >
        <td class="pick">
          <QCheckbox
            dense
            modelValue={props.picked}
            onUpdate:modelValue={props.onPick}
            aria-label={t("pick", { name: row.title })}
          />
        </td>
        <td class="line-title" onDblclick={edit(named)}>
          <span>
            <RecordLink object={object.key} id={row.id} label={row.title} />
            {row.warning !== null && !columns.some((c) => c.key === "warning") && (
              <WarningMark warning={row.warning} />
            )}
          </span>
        </td>
        {columns.map(cell)}
      </tr>
    );
  };
}, {
  name: "RecordLine",
  props: {
    object: null,
    columns: null,
    row: null,
    on: Boolean,
    picked: Boolean,
    onCursor: null,
    onPick: null,
    onEdit: null,
  },
});
