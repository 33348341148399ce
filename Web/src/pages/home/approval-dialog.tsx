import { computed, defineComponent, ref } from "vue";
import { Button } from "../../components/button.tsx";
import { DialogFrame } from "../../components/dialog-frame.tsx";
import { ErrorState, LoadingRows } from "../../components/states.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { joinSentences, sayShortly } from "../../lib/explain.ts";
import { Problem } from "../../lib/problem.ts";
import { href } from "../../lib/router.ts";
import { fieldOf, optionOf, processOf } from "../../lib/schema.ts";
import { useAct, useLoad } from "../../lib/store.ts";
import { formatWhen } from "../../lib/times.ts";
import { toast, toastWarning } from "../../lib/toast.ts";
import { type Approval, decide, findApproval } from "./approval.ts";
import { t } from "./words.ts";

export interface ApprovalDialogProps {
  id: number;
  onDone: () => void;
  onClose: () => void;
}

const stageLabel = (object: string, key: string): string =>
  processOf(object)?.stages.find((s) => s.key === key)?.label ?? key;
function obstacleLabel({ object, obstacle }: Approval): string {
  const field = fieldOf(object, "obstacle");
  return obstacle === "" ? "" : (field && optionOf(field, obstacle)?.label) ?? obstacle;
}

/** The lines of a refused gate, so that the manager sees what is still missing. */
const lacks = (error: unknown): string[] =>
  error instanceof Problem
    ? error.errors.map((e) => joinSentences([e.detail, e.mend ?? ""])).filter((s) => s !== "")
    : [];

/** Yes or no, with a comment, right where it was asked. */
export const ApprovalDialog = defineComponent<ApprovalDialogProps>((props) => {
  const { data, error, loading, reload } = useLoad((signal) => findApproval(props.id, signal));
  const comment = ref("");
  const wrong = ref<string | null>(null);
  const act = useAct(async (accept: boolean) => {
    const outcome = await decide(props.id, accept, comment.value.trim());
    if (outcome === "outdated") toastWarning(t(outcome));
    else toast(t(outcome));
    props.onDone();
  });
  function answer(accept: boolean): void {
    wrong.value = !accept && comment.value.trim() === "" ? t("commentMissing") : null;
    if (wrong.value === null) void act.run(accept);
  }

  const facts = computed((): [string, string][] => {
    const a = data.value;
    if (a === null) return [];
    const all: [string, string][] = [
      [t("from"), stageLabel(a.object, a.from)],
      [t("obstacle"), obstacleLabel(a)],
      [t("note"), a.note],
      [t("asked"), formatWhen(a.at)],
    ];
    return all.filter(([, value]) => value !== "");
  });

  const body = (a: Approval) => (
    <>
      <p>{t("decideWhat", { who: a.who, name: a.title, stage: a.stage })}</p>
      <dl class="approval-facts">
        {facts.value.map(([label, value]) => (
          <div class="change" key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <TextInput
        label={t("comment")}
        hint={t("commentRefuse")}
        type="textarea"
        maxlength={2000}
        modelValue={comment.value}
        error={wrong.value}
        onChange={(v) => comment.value = v}
      />
      {act.error.value !== null && (
        <div class="form-refusal" role="alert">
          <p>{sayShortly(act.error.value)}</p>
          <ul>{lacks(act.error.value).map((line) => <li key={line}>{line}</li>)}</ul>
        </div>
      )}
    </>
  );

  return () => {
    const a = data.value;
    return (
      <DialogFrame open title={t("decide")} onClose={props.onClose}>
        {{
          default: () =>
            a !== null
              ? body(a)
              : error.value !== null
              ? <ErrorState error={error.value} retry={() => void reload()} />
              : loading.value
              ? <LoadingRows rows={2} />
              : <p>{t("gone")}</p>,
          ...(a === null ? {} : {
            actions: () => (
              <>
                <Button
                  kind="quiet"
                  label={t("see")}
                  to={href("record", { object: a.object, id: a.record })}
                  onClick={props.onClose}
                />
                <Button label={t("refuse")} disabled={act.busy.value} onClick={() => answer(false)} />
                <Button
                  kind="primary"
                  label={t("accept")}
                  loading={act.busy.value}
                  onClick={() => answer(true)}
                />
              </>
            ),
          }),
        }}
      </DialogFrame>
    );
  };
}, { name: "ApprovalDialog", props: { id: null, onDone: null, onClose: null } });
