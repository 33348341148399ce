import type { VNode } from "vue";
import { formatNumber } from "../../lib/numbers.ts";
import type { Workbench } from "./read.ts";
import { t } from "./words.ts";

/** Effective touches against the goal, the rank, the team's average. */
export function WeekCard({ week }: { week: NonNullable<Workbench["week"]> }): VNode {
  const left = week.goal - week.effective;
  const quiet = week.effective === 0 && (week.average ?? 0) === 0;
  return (
    <section class="card week" aria-label={t("week")}>
      <div class="week-main">
        <h2>{t("week")}</h2>
        <p class="week-number">
          <strong class="num">{week.effective}</strong>
          <span class="muted num">{` / ${week.goal}`}</span>
        </p>
        <progress
          max={week.goal}
          value={Math.min(week.effective, week.goal)}
          aria-label={t("weekOf", { done: week.effective, goal: week.goal })}
        />
        <p class="muted">{left > 0 ? t("weekLeft", { n: left }) : t("weekMet")}</p>
      </div>
      <dl class="week-facts">
        <div>
          <dt>{t("rank")}</dt>
          <dd>
            {quiet || week.rank === null
              ? <span class="muted">{t("rankNone")}</span>
              : t("rankOf", { rank: week.rank, of: week.of })}
          </dd>
        </div>
        <div>
          <dt>{t("average")}</dt>
          <dd class="num">
            {week.average === null
              ? <span class="muted">{t("averageNone")}</span>
              : formatNumber(week.average, 1)}
          </dd>
        </div>
      </dl>
    </section>
  );
}
