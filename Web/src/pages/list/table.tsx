import { defineComponent, ref, watch } from "vue";
import { QCheckbox, QVirtualScroll } from "quasar";
import { icons } from "icons";
import { Icon } from "../../components/icon.tsx";
import { RecordLink } from "../../components/record-link.tsx";
import { WarningMark } from "../../components/warning-mark.tsx";
import { alignOf, showValue } from "../../lib/format.ts";
import type { Row } from "../../lib/records.ts";
import type { Field, ObjectType } from "../../lib/schema.ts";
import { t } from "./words.ts";

export interface TableProps {
  object: ObjectType;
  columns: readonly Field[];
  rows: readonly Row[];
  sort: string;
  /** The row that the keyboard is on. */
  cursor: number;
  picked: ReadonlySet<number>;
  adding: boolean;
  onSort: (sort: string) => void;
  onCursor: (index: number) => void;
  onPick: (id: number) => void;
  /** The last rows are in sight. */
  onEnd: () => void;
  onEdit: (row: Row, field: Field, cell: HTMLElement) => void;
}

interface Scroller {
  scrollTo(index: number, edge?: string): void;
}

/** Asks for more this many rows before the end. */
const AHEAD = 15;

export const Table = defineComponent<TableProps>((props) => {
  const scroller = ref<Scroller>();
  watch(() => props.cursor, (index) => scroller.value?.scrollTo(index));

  const title = (): Field | undefined => props.object.fields.find((f) => f.key === props.object.title_field);
  function sortBy(field: Field): void {
    props.onSort(props.sort === field.key ? `-${field.key}` : field.key);
  }
  const head = (field: Field, label: string) => {
    const up = props.sort === field.key, down = props.sort === `-${field.key}`;
    return (
      <th
        key={field.key}
        class={alignOf(field)}
        aria-sort={up ? "ascending" : down ? "descending" : undefined}
      >
        {field.indexed
          ? (
            <button
              type="button"
              class="sort"
              title={t("sort.by", { label: field.label })}
              onClick={() => sortBy(field)}
            >
              {label}
              {(up || down) && <Icon path={up ? icons.arrow_upward : icons.arrow_downward} size={16} />}
            </button>
          )
          : label}
      </th>
    );
  };
  const heads = () => {
    const named = title();
    return (
      <thead>
        <tr>
          <th class="pick" />
          {named === undefined ? <th>{props.object.label}</th> : head(named, named.label)}
          {props.columns.map((c) => head(c, c.label))}
        </tr>
      </thead>
    );
  };
  const cell = (row: Row, field: Field) => (
    <td
      key={field.key}
      class={alignOf(field)}
      onDblclick={(e: MouseEvent) => props.onEdit(row, field, e.currentTarget as HTMLElement)}
    >
      {field.key === "warning"
        ? row.warning !== null && <WarningMark warning={row.warning} />
        : showValue(field, row.values[field.key])}
    </td>
  );
  const line = (row: Row, index: number) => {
    const named = title();
    return (
      <tr
        key={row.id}
        class={[
          "line",
          row.warning && `line-${row.warning.level}`,
          index === props.cursor && "line-on",
          props.picked.has(row.id) && "line-picked",
        ]}
        aria-selected={props.picked.has(row.id) ? "true" : "false"}
        onClick={() => props.onCursor(index)}
      >
        <td class="pick">
          <QCheckbox
            dense
            modelValue={props.picked.has(row.id)}
            onUpdate:modelValue={() => props.onPick(row.id)}
            aria-label={t("pick", { name: row.title })}
          />
        </td>
        <td
          class="line-title"
          onDblclick={(e: MouseEvent) =>
            named !== undefined && props.onEdit(row, named, e.currentTarget as HTMLElement)}
        >
          <span>
            <RecordLink object={props.object.key} id={row.id} label={row.title} />
            {row.warning !== null && !props.columns.some((c) => c.key === "warning") && (
              <WarningMark warning={row.warning} />
            )}
          </span>
        </td>
        {props.columns.map((c) => cell(row, c))}
      </tr>
    );
  };

  return () => (
    <QVirtualScroll
      ref={scroller}
      type="table"
      class="grid"
      items={props.rows}
      virtualScrollItemSize={48}
      virtualScrollStickySizeStart={44}
      onVirtualScroll={({ to }: { to: number }) => to >= props.rows.length - AHEAD && props.onEnd()}
    >
      {{
        before: heads,
        default: ({ item, index }: { item: Row; index: number }) => line(item, index),
        after: () =>
          props.adding && (
            <tbody>
              <tr>
                <td class="grid-more muted" colSpan={props.columns.length + 2}>{t("more")}</td>
              </tr>
            </tbody>
          ),
      }}
    </QVirtualScroll>
  );
}, {
  name: "RecordTable",
  props: {
    object: null,
    columns: null,
    rows: null,
    sort: null,
    cursor: null,
    picked: null,
    adding: Boolean,
    onSort: null,
    onCursor: null,
    onPick: null,
    onEnd: null,
    onEdit: null,
  },
});
