import { computed, defineComponent, ref } from "vue";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { Icon } from "../../components/icon.tsx";
import { RecordLink } from "../../components/record-link.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { writeFilters } from "../../lib/filters.ts";
import { href } from "../../lib/router.ts";
import type { Tone } from "../../lib/schema.ts";
import { formatWhen } from "../../lib/times.ts";
import { type Exception, type ExceptionKind, exceptionKinds } from "./read.ts";
import { t } from "./words.ts";

const FIRST = 8;
const looks: Readonly<Record<ExceptionKind, { tone: Tone; icon: string }>> = {
  escalation: { tone: "red", icon: icons.priority_high },
  red: { tone: "red", icon: icons.error },
  below_average: { tone: "yellow", icon: icons.trending_down },
};

/** Where the records of an exception are: its own page, or what the person did. */
const place = (e: Exception): string =>
  e.object === "user"
    ? href("list", { object: "touch" }, {
      view: "-",
      f: writeFilters([{ field: "owner", op: "is", values: [`${e.id}~${e.title}`] }]),
    })
    : href("record", { object: e.object, id: e.id });

/** What a manager must look at, the gravest kind first. */
export const Exceptions = defineComponent<{ rows: readonly Exception[] }>((props) => {
  const only = ref<ExceptionKind | null>(null);
  const all = ref(false);
  const kinds = computed(() =>
    exceptionKinds.map((kind) => ({ kind, n: props.rows.filter((r) => r.kind === kind).length }))
      .filter((k) => k.n > 0)
  );
  const rows = computed(() =>
    kinds.value.filter((k) => only.value === null || k.kind === only.value)
      .flatMap((k) => props.rows.filter((r) => r.kind === k.kind))
  );
  const shown = computed(() => all.value ? rows.value : rows.value.slice(0, FIRST));

  const row = (e: Exception) => (
    <li class="work-row" key={e.key}>
      <div class="work-text">
        {e.object === "user"
          ? <strong>{e.title}</strong>
          : <RecordLink object={e.object} id={e.id} label={e.title} />}
        <p class="muted">
          {[e.why, e.object === "user" ? "" : e.owner?.label, e.at === null ? "" : formatWhen(e.at)]
            .filter((s, i, list) =>
              Boolean(s) && !list.slice(0, i).some((before) => before?.includes(s ?? ""))
            )
            .join(" · ")}
        </p>
        <StatusChip
          label={t(e.kind)}
          tone={looks[e.kind].tone}
          icon={<Icon path={looks[e.kind].icon} size={14} />}
        />
      </div>
      <Button label={e.object === "user" ? t("view") : t("open")} to={place(e)} />
    </li>
  );

  return () => (
    <section class="card rows" aria-label={t("exceptions")}>
      <h2 class="rows-head">
        {t("exceptions")}
        <span class="num muted">{props.rows.length}</span>
      </h2>
      {kinds.value.length > 1 && (
        <div class="rows-filter">
          <ChoiceChips
            label={t("exceptions")}
            options={kinds.value.map((k) => ({ value: k.kind, label: `${t(k.kind)} ${k.n}` }))}
            chosen={only.value === null ? [] : [only.value]}
            onToggle={(kind) => only.value = only.value === kind ? null : kind as ExceptionKind}
          />
        </div>
      )}
      <ul class="work">{shown.value.map(row)}</ul>
      {rows.value.length > FIRST && (
        <Button
          kind="quiet"
          wide
          label={all.value ? t("fewer") : t("rest", { n: rows.value.length - FIRST })}
          onClick={() => all.value = !all.value}
        />
      )}
    </section>
  );
}, { name: "Exceptions", props: { rows: null } });
