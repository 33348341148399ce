import { defineComponent, onMounted, ref, type VNode, watch } from "vue";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { GateLine } from "../../components/gate/gate-item.tsx";
import { Icon } from "../../components/icon.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { getGate, nextStage } from "../../lib/gate.ts";
import { type RecordBody } from "../../lib/records.ts";
import { type Process, processOf } from "../../lib/schema.ts";
import { useLoad } from "../../lib/store.ts";
import { t } from "./words.ts";

export interface StagesProps {
  record: RecordBody;
  process: Process;
}

/** Where the record stands on its way. */
export const StageBar = defineComponent<StagesProps>((props) => {
  // a phone shows a part of it: the present one
  const show = () =>
    document.querySelector(".stage-now")?.scrollIntoView({ inline: "center", block: "nearest" });
  onMounted(show);
  watch(() => props.record.values[props.process.field], show, { flush: "post" });
  return () => bar(props);
}, { name: "StageBar", props: { record: null, process: null } });

function bar({ process, record }: StagesProps): VNode {
  const { stages, field } = process;
  const at = stages.findIndex((s) => s.key === record.values[field]);
  const lost = stages[at]?.kind === "lost";
  return (
    <ol class="stage-bar" aria-label={process.label}>
      {stages.filter((s) => s.kind !== "lost" || stages[at] === s).map((s) => {
        const place = stages.indexOf(s);
        const state = place === at ? "now" : place < at && !lost ? "done" : "ahead";
        return (
          <li
            key={s.key}
            class={[`stage-${state}`, lost && place === at && "stage-lost"]}
            aria-current={state === "now" ? "step" : undefined}
            title={s.definition ?? s.label}
          >
            {state === "done" && <Icon path={icons.check} size={16} />}
            <span>{s.label}</span>
          </li>
        );
      })}
    </ol>
  );
}

export interface NextGateProps {
  record: RecordBody;
  /** Reads anew when this changes. */
  beat: number;
  /** The stage that waits for somebody's approval. */
  pending: string | null;
  onMove: (to: string) => void;
  onChanged: (record: RecordBody | null) => void;
}

/** What the next stage still lacks; a tap on a line fulfils it. */
export const NextGate = defineComponent<NextGateProps>((props) => {
  const done = ref(0);
  const process = (): Process | null => processOf(props.record.object);
  const next = () => {
    const p = process();
    return p === null ? null : nextStage(p, props.record.values[p.field]);
  };
  const { data, reload } = useLoad(async (signal) => {
    const stage = next();
    return stage === null ? null : await getGate(props.record.object, props.record.id, stage.key, signal);
  }, [() => props.beat, done]);

  return () => {
    const stage = next();
    if (stage === null) return <p class="muted">{t("stage.end")}</p>;
    const asked = (data.value?.items ?? []).filter((i) => i.code !== "gate.obstacle");
    return (
      <section class="next-gate" aria-label={t("stage.next", { stage: stage.label })}>
        <div class="next-gate-head">
          <h2>{t("stage.next", { stage: stage.label })}</h2>
          {props.pending !== null && (
            <StatusChip
              tone="purple"
              label={t("stage.pending", {
                stage: process()?.stages.find((s) => s.key === props.pending)?.label ?? "",
              })}
            />
          )}
        </div>
        {stage.definition && <p class="muted fine">{stage.definition}</p>}
        {stage.external ? <p class="muted">{t("stage.external")}</p> : (
          <>
            <ul class="gate-list">
              {asked.map((item) => (
                <GateLine
                  key={item.code + item.field + item.kind}
                  record={props.record}
                  item={item}
                  onDone={(record) => {
                    props.onChanged(record);
                    void reload();
                  }}
                />
              ))}
            </ul>
            {props.record.rights.move && (
              <Button
                wide
                kind={asked.every((i) => i.met || !i.blocking) ? "primary" : "plain"}
                icon={icons.arrow_forward}
                label={t("stage.go", { stage: stage.label })}
                disabled={props.pending !== null}
                onClick={() => props.onMove(stage.key)}
              />
            )}
          </>
        )}
      </section>
    );
  };
}, { name: "NextGate", props: { record: null, beat: null, pending: null, onMove: null, onChanged: null } });
