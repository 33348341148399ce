import { defineComponent, ref, watch } from "vue";
import { QVirtualScroll } from "quasar";
import { icons } from "icons";
import { Icon } from "../../components/icon.tsx";
import { alignOf } from "../../lib/format.ts";
import type { Row } from "../../lib/records.ts";
import type { Field, ObjectType } from "../../lib/schema.ts";
import { Line } from "./line.tsx";
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
  const line = (row: Row, index: number) => (
    <Line
      key={row.id}
      object={props.object}
      columns={props.columns}
      row={row}
      on={index === props.cursor}
      picked={props.picked.has(row.id)}
      onCursor={() => props.onCursor(index)}
      onPick={() => props.onPick(row.id)}
      onEdit={(field, cell) => props.onEdit(row, field, cell)}
    />
  );

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
