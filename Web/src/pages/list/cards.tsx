import { defineComponent } from "vue";
import { QVirtualScroll } from "quasar";
import { FieldDisplay } from "../../components/field.tsx";
import { WarningMark } from "../../components/warning-mark.tsx";
import { isEmpty } from "../../fields/contract.ts";
import { fieldText } from "../../lib/format.ts";
import type { Row } from "../../lib/records.ts";
import { followLink, href } from "../../lib/router.ts";
import type { Field, ObjectType } from "../../lib/schema.ts";
import { t } from "./words.ts";

export interface CardsProps {
  object: ObjectType;
  columns: readonly Field[];
  rows: readonly Row[];
  adding: boolean;
  onEnd: () => void;
}

const AHEAD = 10;
const MONEY = (f: Field): boolean => f.type === "money" || f.result === "money";

/** The list on a phone: name, two facts, the sum; the whole card is the link. */
export const Cards = defineComponent<CardsProps>((props) => {
  const card = (row: Row) => {
    const money = props.columns.find((c) => MONEY(c) && !isEmpty(row.values[c.key]));
    const filled = props.columns.filter((c) =>
      c !== money && c.key !== "warning" && c.key !== "owner" && !isEmpty(row.values[c.key])
    );
    const chips = filled.filter((c) => c.type === "select").slice(0, 3);
    const facts = filled.filter((c) => !chips.includes(c)).slice(0, 2);
    return (
      <a
        key={row.id}
        class={["row-card", row.warning && `line-${row.warning.level}`]}
        href={href("record", { object: props.object.key, id: row.id })}
        onClick={followLink}
      >
        <span class="row-card-head">
          <strong>{row.title}</strong>
          {money && <FieldDisplay field={money} value={row.values[money.key]} />}
        </span>
        <span class="row-card-facts muted">
          {facts.map((f) => <span key={f.key}>{fieldText(f, row.values[f.key])}</span>)}
        </span>
        <span class="row-card-foot">
          <span class="chips">
            {row.warning !== null && <WarningMark warning={row.warning} />}
            {chips.map((c) => <FieldDisplay key={c.key} field={c} value={row.values[c.key]} />)}
          </span>
          <span class="muted row-card-owner">{row.owner?.label ?? t("owner.none")}</span>
        </span>
      </a>
    );
  };
  return () => (
    <QVirtualScroll
      class="row-cards"
      items={props.rows}
      virtualScrollItemSize={104}
      scrollTarget="body"
      onVirtualScroll={({ to }: { to: number }) => to >= props.rows.length - AHEAD && props.onEnd()}
    >
      {{
        default: ({ item }: { item: Row }) => card(item),
        after: () => props.adding && <p class="muted grid-more">{t("more")}</p>,
      }}
    </QVirtualScroll>
  );
}, { name: "RecordCards", props: { object: null, columns: null, rows: null, adding: Boolean, onEnd: null } });
