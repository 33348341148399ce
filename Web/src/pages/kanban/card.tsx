import { defineComponent } from "vue";
import { QItem, QItemSection, QList, QMenu } from "quasar";
import { icons } from "icons";
import { IconButton } from "../../components/button.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { WarningMark } from "../../components/warning-mark.tsx";
import { isEmpty } from "../../fields/contract.ts";
import { fieldText } from "../../lib/format.ts";
import { formatMoney } from "../../lib/numbers.ts";
import type { Row } from "../../lib/records.ts";
import { followLink, href } from "../../lib/router.ts";
import type { Field, Stage } from "../../lib/schema.ts";
import { t } from "./words.ts";

export interface CardProps {
  object: string;
  row: Row;
  money: Field | null;
  facts: readonly Field[];
  /** Where it may go. */
  targets: readonly Stage[];
  /** The label of the stage that it waits for. */
  pending: string | null;
  busy: boolean;
  onMove: (to: string) => void;
}

/** One record on the board. */
export const Card = defineComponent<CardProps>((props) => {
  const menu = () => (
    <IconButton icon={icons.swap_horiz} label={t("move", { name: props.row.title })}>
      <QMenu autoClose anchor="bottom right" self="top right">
        {() => (
          <QList class="user-menu">
            {props.targets.map((s) => (
              <QItem key={s.key} clickable onClick={() => props.onMove(s.key)}>
                <QItemSection avatar class="lane-dot-cell">
                  <span class={`lane-dot tone-${s.tone ?? "grey"}`} />
                </QItemSection>
                <QItemSection>{s.label}</QItemSection>
              </QItem>
            ))}
            {props.targets.length === 0 && (
              <QItem>
                <QItemSection class="muted">{t("nowhere")}</QItemSection>
              </QItem>
            )}
          </QList>
        )}
      </QMenu>
    </IconButton>
  );
  return () => {
    const { row, money } = props;
    const sum = money === null ? null : row.values[money.key];
    return (
      <article
        class={["deal", row.warning && `line-${row.warning.level}`, props.busy && "deal-busy"]}
        data-id={row.id}
      >
        <div class="deal-head">
          <a
            class="deal-title"
            href={href("record", { object: props.object, id: row.id })}
            draggable={false}
            onClick={followLink}
          >
            {row.title}
          </a>
          {menu()}
        </div>
        {props.facts.filter((f) => !isEmpty(row.values[f.key])).map((f) => (
          <p key={f.key} class="deal-fact muted">{fieldText(f, row.values[f.key])}</p>
        ))}
        <div class="deal-foot">
          <span class="muted">{row.owner?.label}</span>
          {!isEmpty(sum) && <strong class="num">{formatMoney(sum)}</strong>}
        </div>
        {(row.warning !== null || props.pending !== null) && (
          <div class="chips">
            {row.warning !== null && <WarningMark warning={row.warning} />}
            {props.pending !== null && (
              <StatusChip tone="purple" label={t("pending", { stage: props.pending })} />
            )}
          </div>
        )}
      </article>
    );
  };
}, {
  name: "BoardCard",
  props: {
    object: null,
    row: null,
    money: null,
    facts: null,
    targets: null,
    pending: null,
    busy: Boolean,
    onMove: null,
  },
});
