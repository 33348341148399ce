import { computed, defineComponent, ref, shallowRef, watch } from "vue";
import { icons } from "icons";
import { sayShortly } from "../../lib/explain.ts";
import { type Gate, type GateItem, getGate, goesBack, moveStage } from "../../lib/gate.ts";
import { t as base } from "../../lib/i18n.ts";
import { getRecord, type RecordBody } from "../../lib/records.ts";
import { processOf } from "../../lib/schema.ts";
import { useAct } from "../../lib/store.ts";
import { toast } from "../../lib/toast.ts";
import { Button } from "../button.tsx";
import { DialogFrame } from "../dialog-frame.tsx";
import { Icon } from "../icon.tsx";
import { ErrorState, LoadingRows } from "../states.tsx";
import { GateLine } from "./gate-item.tsx";
import { GateQuestions } from "./gate-questions.tsx";
import { t } from "./words.ts";

export interface Moving {
  object: string;
  id: number;
  to: string;
}

export interface GateDialogProps {
  /** null: closed. */
  moving: Moving | null;
  /** The record as it is now, and whether the move waits for somebody. */
  onMoved: (record: RecordBody, waiting: boolean) => void;
  onClose: () => void;
}

/** Answered by the fields of this dialog. */
const ASKED: readonly string[] = ["gate.obstacle", "stage.reason_needed"];
/** What a stage asks for, and the means to give it: then the move. */
export const GateDialog = defineComponent<GateDialogProps>((props) => {
  const record = shallowRef<RecordBody | null>(null);
  const gate = shallowRef<Gate | null>(null);
  const obstacle = ref<string | null>(null);
  const reason = ref(""), note = ref(""), refused = ref("");

  const look = useAct(async (moving: Moving) => {
    [record.value, gate.value] = await Promise.all([
      getRecord(moving.object, moving.id),
      getGate(moving.object, moving.id, moving.to),
    ]);
  });
  watch(() => props.moving, (moving) => {
    if (moving === null) return;
    record.value = gate.value = null;
    obstacle.value = null;
    reason.value = note.value = refused.value = "";
    void look.run(moving);
  }, { immediate: true });
  const back = computed(() => {
    const process = props.moving && processOf(props.moving.object);
    return process !== null && props.moving !== null &&
      goesBack(process, record.value?.values[process.field], props.moving.to);
  });
  const items = computed<GateItem[]>(() => (gate.value?.items ?? []).filter((i) => !ASKED.includes(i.code)));
  const open = computed(() => items.value.filter((i) => !i.met && i.blocking));
  const asksObstacle = computed(() => !back.value && (gate.value?.obstacles.length ?? 0) > 0);
  const unanswered = computed(() =>
    Number(asksObstacle.value && obstacle.value === null) + Number(back.value && reason.value.trim() === "")
  );
  const ready = computed(() => open.value.length + unanswered.value === 0);

  const move = useAct(async ({ object, id, to }: Moving) => {
    const outcome = await moveStage(object, id, {
      to,
      ...(obstacle.value === null ? {} : { obstacle: obstacle.value }),
      ...(reason.value.trim() === "" ? {} : { reason: reason.value.trim() }),
      ...(note.value.trim() === "" ? {} : { note: note.value.trim() }),
    });
    if (outcome.outcome === "refused") {
      refused.value = outcome.said;
      if (gate.value !== null) gate.value = { ...gate.value, items: outcome.items };
      return;
    }
    const who = gate.value?.approver?.label ?? t("someone");
    const waiting = outcome.outcome === "awaiting_approval";
    toast(waiting ? t("asked", { who }) : t("moved", { stage: gate.value?.label ?? "" }));
    props.onMoved(outcome.record, waiting);
  });
  const again = () => props.moving !== null && void look.run(props.moving);
  const list = (of: RecordBody) => (
    <>
      <p class={["gate-state", ready.value && "gate-ready"]} role="status">
        <Icon path={ready.value ? icons.task_alt : icons.checklist} />
        {!ready.value
          ? t("open", { n: open.value.length + unanswered.value })
          : t(items.value.length === 0 ? "nothing" : "ready")}
      </p>
      <ul class="gate-list">
        {items.value.map((item) => (
          <GateLine key={item.code + item.field + item.kind} record={of} item={item} onDone={again} />
        ))}
      </ul>
    </>
  );
  const questions = (of: Gate) => (
    <GateQuestions
      gate={of}
      back={back.value}
      obstacle={obstacle.value}
      reason={reason.value}
      note={note.value}
      refusal={move.error.value !== null
        ? sayShortly(move.error.value)
        : open.value.length === 0
        ? refused.value
        : ""}
      onObstacle={(v) => obstacle.value = v}
      onReason={(v) => reason.value = v}
      onNote={(v) => note.value = v}
    />
  );
  const content = () => {
    if (look.error.value !== null && gate.value === null) {
      return <ErrorState error={look.error.value} retry={() => again()} />;
    }
    return record.value === null || gate.value === null
      ? <LoadingRows rows={3} />
      : <>{list(record.value)}{questions(gate.value)}</>;
  };

  return () => (
    <DialogFrame
      open={props.moving !== null}
      title={t(back.value ? "back" : "title", { stage: gate.value?.label ?? "…" })}
      detail={record.value?.title}
      onClose={props.onClose}
    >
      {{
        default: content,
        actions: () => (
          <>
            <Button kind="quiet" label={base("action.cancel")} onClick={props.onClose} />
            <Button
              kind="primary"
              label={t(back.value ? "moveBack" : gate.value?.needsApproval ? "ask" : "move")}
              disabled={!ready.value}
              loading={move.busy.value}
              onClick={() => props.moving !== null && void move.run(props.moving)}
            />
          </>
        ),
      }}
    </DialogFrame>
  );
}, { name: "GateDialog", props: { moving: null, onMoved: null, onClose: null } });
