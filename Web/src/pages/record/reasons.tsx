import { defineComponent, ref } from "vue";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { Countdown } from "../../components/countdown.tsx";
import { Icon } from "../../components/icon.tsx";
import { ErrorState, LoadingRows } from "../../components/states.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { readNamed } from "../../fields/reference/display.tsx";
import { api } from "../../lib/api.ts";
import type { Tone } from "../../lib/field-types.ts";
import {
  type Deadline,
  type DeadlineState,
  type Decision,
  getPart,
  readDeadlines,
  readRouting,
  readScore,
} from "../../lib/record-pages.ts";
import { type Load, useLoad } from "../../lib/store.ts";
import { formatDateTime, formatWhen } from "../../lib/times.ts";
import { toastError } from "../../lib/toast.ts";
import { type PartProps, partProps } from "./timeline.tsx";
import { t } from "./words.ts";

function usePart<T>(props: Readonly<PartProps>, part: string, read: (body: unknown) => T): Load<T> {
  return useLoad(async (signal) => read(await getPart(props.object, props.id, part, {}, signal)), [
    () => props.beat,
  ]);
}
function pending<T>({ data, error, reload }: Load<T>) {
  if (data.value !== null) return null;
  return error.value !== null
    ? <ErrorState error={error.value} retry={() => void reload()} />
    : <LoadingRows rows={2} />;
}

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

const Replay = defineComponent<{ decision: Decision }>((props) => {
  const said = ref("");
  const busy = ref(false);
  async function run(): Promise<void> {
    busy.value = true;
    try {
      const body = await api.get<{ same?: boolean; now?: unknown }>(`/routing/${props.decision.id}/replay`);
      const name = readNamed(body.now)?.label ?? t("owner.none");
      said.value = t(body.same ? "routing.same" : "routing.differs", { name });
    } catch (error) {
      toastError(error);
    } finally {
      busy.value = false;
    }
  }
  return () => (
    <div class="replay">
      <Button
        kind="quiet"
        icon={icons.replay}
        label={t("routing.replay")}
        loading={busy.value}
        onClick={() => void run()}
      />
      <span role="status">{said.value}</span>
    </div>
  );
}, { name: "Replay", props: { decision: null } });

/** Who got the record, and for everybody else why not. */
export const RoutingLog = defineComponent<PartProps>((props) => {
  const load = usePart(props, "routing", readRouting);
  const candidate = (c: Decision["candidates"][number], decision: Decision) => {
    const chosen = c.user !== null && c.user.id === decision.owner?.id;
    const facts = [
      c.load === null ? "" : t("routing.load", { n: c.load }),
      c.today === null ? "" : t("routing.today", { n: c.today }),
    ].filter((s) => s !== "").join(" · ");
    return (
      <li key={c.user?.id ?? facts} class={chosen ? "candidate-chosen" : ""}>
        <Icon path={chosen ? icons.check_circle : icons.remove_circle_outline} size={20} />
        <span>
          <strong>{c.user?.label}</strong>
          {chosen && <StatusChip label={t("routing.chosen")} tone="green" />}
          {c.reasons.length > 0 && (
            <span class="fine">{t("routing.skipped", { why: c.reasons.join("；") })}</span>
          )}
          {facts !== "" && <span class="muted fine">{facts}</span>}
        </span>
      </li>
    );
  };
  return () => {
    const wait = pending(load);
    if (wait !== null) return wait;
    if (load.data.value?.length === 0) return <p class="muted part-none">{t("routing.none")}</p>;
    return (
      <div>
        {load.data.value?.map((d) => (
          <article class="decision" key={d.id}>
            <h3>{d.owner === null ? t("routing.pool") : t("routing.to", { name: d.owner.label })}</h3>
            <p class="muted fine">
              {formatWhen(d.at)}
              {d.rule && ` · ${t("routing.rule", { rule: d.rule, n: d.version ?? "" })}`}
            </p>
            {d.inputs.length > 0 && (
              <p class="fine">
                {`${t("routing.inputs")}：${d.inputs.map(([key, value]) => `${key} ${value}`).join("，")}`}
              </p>
            )}
            <ul class="candidates">{d.candidates.map((c) => candidate(c, d))}</ul>
            <Replay decision={d} />
          </article>
        ))}
      </div>
    );
  };
}, { name: "RoutingLog", props: partProps });

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
