import { defineComponent, onMounted, ref, type VNode } from "vue";
import { Button } from "../../components/button.tsx";
import { ErrorState } from "../../components/states.tsx";
import { formatMoney, formatMoneyExact, formatNumber } from "../../lib/numbers.ts";
import type { Row } from "../../lib/records.ts";
import type { Field } from "../../lib/schema.ts";
import type { Lane } from "./lanes.ts";
import { t } from "./words.ts";

/** "12" or "1,000+"; "…" while it is counted. */
function countOf(lane: Lane): string {
  const totals = lane.totals.data.value;
  return totals === null ? "…" : `${formatNumber(totals.count)}${totals.capped ? "+" : ""}`;
}
const sumOf = (lane: Lane, money: Field | null): number | undefined =>
  money === null ? undefined : lane.totals.data.value?.sums[money.key];

export interface LaneColumnProps {
  lane: Lane;
  money: Field | null;
  /** Its head stands elsewhere. */
  headless?: boolean;
  /** The element that holds the cards. */
  onList: (el: HTMLElement) => void;
}

/** One stage with its cards. Slot: a card, given its row. */
export const LaneColumn = defineComponent<LaneColumnProps>((props, { slots }) => {
  const list = ref<HTMLElement>();
  onMounted(() => list.value && props.onList(list.value));

  const head = (): VNode => {
    const { stage } = props.lane;
    const sum = sumOf(props.lane, props.money);
    return (
      <header class={`lane-head tone-${stage.tone ?? "grey"}`} title={stage.definition}>
        <h2>{stage.label}</h2>
        <span class="lane-count num">{countOf(props.lane)}</span>
        {sum !== undefined && <span class="num" title={formatMoneyExact(sum)}>{formatMoney(sum)}</span>}
      </header>
    );
  };
  return () => {
    const { paging, stage } = props.lane;
    const rows: readonly Row[] = paging.rows.value;
    const left = (props.lane.totals.data.value?.count ?? 0) - rows.length;
    return (
      <section class="lane" aria-label={stage.label}>
        {!props.headless && head()}
        <div class="lane-cards" ref={list} data-stage={stage.key}>
          {rows.map((row) => slots.default?.(row))}
          {paging.fresh.value && paging.error.value === null &&
            [0, 1, 2].map((i) => <div class="deal deal-wait" key={`wait ${i}`} />)}
          {paging.error.value !== null && (
            <ErrorState
              error={paging.error.value}
              retry={() => void paging.reload()}
            />
          )}
          {!paging.fresh.value && rows.length === 0 && <p class="muted lane-none">{t("empty")}</p>}
          {paging.hasMore() && left > 0 && (
            <Button
              kind="quiet"
              wide
              label={t("more", { n: left > 30 ? 30 : left })}
              loading={paging.adding.value}
              onClick={() => void paging.more()}
            />
          )}
        </div>
      </section>
    );
  };
}, { name: "LaneColumn", props: { lane: null, money: null, headless: Boolean, onList: null } });

export interface LaneTabsProps {
  lanes: readonly Lane[];
  money: Field | null;
  shown: number;
  onShow: (index: number) => void;
}

/** The stages as tabs: a phone shows one at a time. */
export function LaneTabs({ lanes, money, shown, onShow }: LaneTabsProps): VNode {
  return (
    <div class="lane-tabs" role="tablist" aria-label={t("lanes")}>
      {lanes.map((lane, i) => {
        const sum = sumOf(lane, money);
        return (
          <button
            type="button"
            role="tab"
            key={lane.stage.key}
            class={["lane-tab", `tone-${lane.stage.tone ?? "grey"}`, i === shown && "lane-tab-on"]}
            aria-selected={i === shown ? "true" : "false"}
            onClick={() => onShow(i)}
          >
            <strong>{`${lane.stage.label} ${countOf(lane)}`}</strong>
            <span class="fine num">{sum === undefined ? "" : formatMoney(sum)}</span>
          </button>
        );
      })}
    </div>
  );
}
