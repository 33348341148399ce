import { computed, defineComponent, ref, watch } from "vue";
import { formatMoney, formatMoneyExact, formatNumber } from "../../lib/numbers.ts";
import type { Query } from "../../lib/match.ts";
import { countRecords } from "../../lib/records.ts";
import type { Field, ObjectType } from "../../lib/schema.ts";
import { useLoad } from "../../lib/store.ts";
import { t } from "./words.ts";

export interface TotalsProps {
  object: ObjectType;
  narrow: Query;
  columns: readonly Field[];
  /** Counts anew when this changes. */
  beat: number;
}

/** How many, and how much: the count stops at 1,000 until somebody wants to know. */
export const Totals = defineComponent<TotalsProps>((props) => {
  const exact = ref(false);
  const money = computed(() => props.columns.filter((c) => c.type === "money"));
  const query = computed<Query>(() => ({
    ...props.narrow,
    sum: money.value.map((c) => c.key).join(","),
    ...(exact.value ? { exact: 1 } : {}),
  }));
  const asked = computed(() => JSON.stringify(query.value));
  watch(() => JSON.stringify(props.narrow), () => exact.value = false);
  const { data, loading } = useLoad(
    (signal) => countRecords(props.object.key, query.value, { signal }),
    [asked, () => props.beat],
  );

  return () => {
    const totals = data.value;
    if (totals === null) return <p class="totals muted" />;
    const count = t("count", { n: `${formatNumber(totals.count)}${totals.capped ? "+" : ""}` });
    return (
      <p class="totals muted" role="status" aria-busy={loading.value ? "true" : "false"}>
        {totals.capped
          ? (
            <button
              type="button"
              class="link totals-count"
              title={t("count.exact")}
              onClick={() => exact.value = true}
            >
              {count}
            </button>
          )
          : <span>{count}</span>}
        {money.value.map((c) => {
          const sum = totals.sums[c.key];
          return sum === undefined ? null : (
            <span key={c.key} title={formatMoneyExact(sum)}>
              {t("sum", { label: c.label, sum: formatMoney(sum) })}
            </span>
          );
        })}
      </p>
    );
  };
}, { name: "ListTotals", props: { object: null, narrow: null, columns: null, beat: null } });
