import { computed, defineComponent, ref } from "vue";
import { DateInput } from "../../components/date-input.tsx";
import { SelectInput } from "../../components/select-input.tsx";
import { loadDirectory } from "../../lib/directory.ts";
import type { Query } from "../../lib/match.ts";
import { route, setQuery } from "../../lib/router.ts";
import { session } from "../../lib/session.ts";
import { useLoad } from "../../lib/store.ts";
import { t } from "./words.ts";

const periods = [
  "today",
  "this_week",
  "last_week",
  "this_month",
  "last_month",
  "this_quarter",
  "last_quarter",
  "this_year",
  "last_7_days",
  "last_30_days",
] as const;

const CUSTOM = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

/** What the address narrows a board to. */
export const boardAsk = (): Query => {
  const { period, team, user } = route.value.query;
  return { period, team, user };
};

/** Period, and for those who lead people team and person. All of it stands in the address. */
export const BoardFilters = defineComponent(() => {
  const leads = computed(() =>
    session.body?.user.manages === true || session.body?.user.administers === true
  );
  const { data } = useLoad(() => loadDirectory());
  const custom = computed(() => CUSTOM.exec(route.value.query.period ?? ""));
  const own = ref(custom.value !== null);
  const from = ref<string | null>(custom.value?.[1] ?? null);
  const to = ref<string | null>(custom.value?.[2] ?? null);

  const units = computed(() =>
    (data.value?.units ?? []).map((u) => ({ value: String(u.id), label: u.label }))
  );
  const inside = computed((): Set<number> | null => {
    const all = data.value?.units ?? [], top = Number(route.value.query.team ?? 0);
    if (top === 0) return null;
    const found = new Set([top]);
    for (let size = 0; size !== found.size;) {
      size = found.size;
      for (const u of all) if (u.parent !== null && found.has(u.parent)) found.add(u.id);
    }
    return found;
  });
  const people = computed(() =>
    (data.value?.members ?? []).filter((m) => inside.value === null || inside.value.has(m.unit ?? 0))
      .map((m) => ({ value: String(m.id), label: m.label }))
  );

  function pick(period: string | null): void {
    own.value = period === "custom";
    if (!own.value) setQuery({ period });
  }
  function range(): void {
    if (from.value !== null && to.value !== null && from.value <= to.value) {
      setQuery({ period: `${from.value}..${to.value}` });
    }
  }

  return () => (
    <div class="board-filters" role="group" aria-label={t("period")}>
      <SelectInput
        label={t("period")}
        required
        options={[...periods.map((p) => ({ value: p, label: t(p) })), {
          value: "custom",
          label: t("custom"),
        }]}
        modelValue={own.value ? "custom" : route.value.query.period ?? "this_month"}
        onChange={pick}
      />
      {own.value && (
        <>
          <DateInput
            label={t("from")}
            modelValue={from.value}
            onChange={(v) => {
              from.value = v;
              range();
            }}
          />
          <DateInput
            label={t("to")}
            modelValue={to.value}
            onChange={(v) => {
              to.value = v;
              range();
            }}
          />
        </>
      )}
      {leads.value && (
        <>
          <SelectInput
            label={t("team")}
            options={units.value}
            modelValue={route.value.query.team ?? null}
            onChange={(team) => setQuery({ team, user: null })}
          />
          <SelectInput
            label={t("person")}
            options={people.value}
            modelValue={route.value.query.user ?? null}
            onChange={(user) => setQuery({ user })}
          />
        </>
      )}
    </div>
  );
}, { name: "BoardFilters", props: {} });
