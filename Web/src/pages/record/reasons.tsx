import { defineComponent } from "vue";
import { Countdown } from "../../components/countdown.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import type { Tone } from "../../lib/field-types.ts";
import { type Deadline, type DeadlineState, readDeadlines, readScore } from "../../lib/record-pages.ts";
import { formatDateTime } from "../../lib/times.ts";
import { type PartProps, partProps, pending, usePart } from "./part.tsx";
import { t } from "./words.ts";

/** Each line of the score: what, why, how many points. */
export const ScoreLines = defineComponent<PartProps>((props) => {
  const load = usePart(props, "score", (body) => ({ score: readScore(body) }));
  return () => {
    const wait = pending(load);
    if (wait !== null) return wait;
    const score = load.data.value?.score;
    if (!score) return <p class="muted part-none">{t("score.none")}</p>;
    return (
      <div class="score">
        <p class="score-total">
          <strong>{t("score.total", { n: score.total })}</strong>
          {score.grade && <StatusChip label={t("score.grade", { grade: score.grade })} tone="blue" />}
        </p>
        <dl>
          {score.lines.map((line) => (
            <div class="score-line" key={line.key}>
              <dt>{line.label}</dt>
              <dd class={["num", line.points < 0 ? "points-down" : "points-up"]}>
                {line.points > 0 ? `+${line.points}` : line.points}
              </dd>
              <dd class="muted fine">{line.reason}</dd>
            </div>
          ))}
        </dl>
        {score.version !== null && <p class="muted fine">{t("score.version", { n: score.version })}</p>}
      </div>
    );
  };
}, { name: "ScoreLines", props: partProps });

const toneOf: Readonly<Record<DeadlineState, Tone>> = {
  open: "grey",
  met: "green",
  late: "yellow",
  escalated: "red",
  withdrawn: "grey",
};

export const DeadlineList = defineComponent<PartProps>((props) => {
  const load = usePart(props, "deadlines", readDeadlines);
  const line = (d: Deadline, index: number) => (
    <li key={index} class="deadline">
      <span class="deadline-head">
        <strong>{d.label}</strong>
        {d.state === "open"
          ? <Countdown deadline={d.targetAt} />
          : <StatusChip label={t(`deadlines.${d.state}`)} tone={toneOf[d.state]} />}
      </span>
      <span class="muted fine">
        {[
          t("deadlines.target", { when: formatDateTime(d.targetAt) }),
          d.hardAt > 0 ? t("deadlines.hard", { when: formatDateTime(d.hardAt) }) : "",
          d.minutes === null ? "" : t("deadlines.took", { n: d.minutes }),
        ].filter((s) => s !== "").join(" · ")}
      </span>
    </li>
  );
  return () => {
    const wait = pending(load);
    if (wait !== null) return wait;
    const all = load.data.value ?? [];
    return all.length === 0
      ? <p class="muted part-none">{t("deadlines.none")}</p>
      : <ul class="deadlines">{all.map(line)}</ul>;
  };
}, { name: "DeadlineList", props: partProps });
