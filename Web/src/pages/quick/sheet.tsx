import { computed, defineComponent, ref, shallowRef, toRaw } from "vue";
import { Button } from "../../components/button.tsx";
import { DialogFrame } from "../../components/dialog-frame.tsx";
import { ErrorState, LoadingRows } from "../../components/states.tsx";
import { api } from "../../lib/api.ts";
import { sayShortly } from "../../lib/explain.ts";
import { t as base } from "../../lib/i18n.ts";
import { deliver } from "../../lib/outbox.ts";
import { closeQuickEntry, quick } from "../../lib/quick.ts";
import { route } from "../../lib/router.ts";
import { loadSchema } from "../../lib/schema.ts";
import { useAct, useLoad } from "../../lib/store.ts";
import { toast } from "../../lib/toast.ts";
import { type Customer, forgetDraft, useDraft } from "./draft.ts";
import { bodyOf, isTimed, missing, targetObjects } from "./entry.ts";
import { QuickForm } from "./form.tsx";
import { NotEffective } from "./not-effective.tsx";
import { readRecorded, type Recorded } from "./result.ts";
import { t } from "./words.ts";

/** The row that was tapped, else the record that is open. */
function guess(): Customer | null {
  const { object, id, label } = quick.context;
  if (object !== undefined && id !== undefined) return { object, id, label: label ?? `#${id}` };
  const { name, params } = route.value;
  const named = document.title.split(" · ").slice(0, -1).join(" · ");
  return name === "record" && targetObjects().includes(params.object ?? "")
    ? { object: params.object ?? "", id: Number(params.id), label: named || `#${params.id}` }
    : null;
}

const Entry = defineComponent(() => {
  const draft = useDraft(guess(), quick.context.channel ?? null);
  const refusal = ref("");
  const recorded = shallowRef<Recorded | null>(null);
  const asked = ref(false);
  const lack = computed(() => missing(draft));

  function praise(done: Recorded): void {
    const closed = done.closed === null ? "" : ` · ${t("closed", { label: done.closed })}`;
    toast(`${t("recorded")} ${t("week", done.week)}${closed}`);
  }
  async function finishTask(): Promise<void> {
    const { taskId } = quick.context;
    if (taskId !== undefined) await api.post(`/tasks/${taskId}/completion`).catch(() => {});
  }
  const saving = useAct(async () => {
    const { customer } = draft;
    if (customer === null) return;
    const outcome = await deliver({
      path: "/touches",
      body: bodyOf(draft),
      title: customer.label,
      files: draft.files.map((f) => toRaw(f)),
    });
    if (outcome.result === "refused") {
      refusal.value = outcome.why;
      return;
    }
    forgetDraft({ ...customer });
    if (outcome.result === "waiting") {
      toast(t("waiting"));
      return closeQuickEntry();
    }
    await finishTask();
    const done = readRecorded(outcome.data);
    if (!done.effective) {
      recorded.value = done;
      return;
    }
    praise(done);
    closeQuickEntry();
  });
  function save(): void {
    asked.value = true;
    refusal.value = "";
    if (lack.value === null) void saving.run();
  }

  const trouble = (): string => {
    if (asked.value && lack.value !== null) return t(lack.value);
    if (saving.error.value !== null) return t("kept") + sayShortly(saving.error.value);
    return refusal.value === "" ? "" : t("kept") + refusal.value;
  };

  return () => (
    <DialogFrame open persistent title={t("title")} onClose={closeQuickEntry}>
      {recorded.value !== null
        ? {
          default: () => (
            <NotEffective
              recorded={recorded.value as Recorded}
              message={!isTimed(draft.channel)}
              onClose={closeQuickEntry}
            />
          ),
        }
        : {
          default: () => <QuickForm draft={draft} />,
          actions: () => (
            <>
              {trouble() !== "" && <p class="quick-trouble" role="alert">{trouble()}</p>}
              <Button kind="primary" wide label={t("save")} loading={saving.busy.value} onClick={save} />
            </>
          ),
        }}
    </DialogFrame>
  );
}, { name: "QuickEntry", props: {} });

/** “记录”: one sheet over whatever was open. */
export const QuickSheet = defineComponent(() => {
  const { data, error, reload } = useLoad(() => loadSchema());
  return () =>
    data.value !== null ? <Entry /> : (
      <DialogFrame open title={t("title")} onClose={closeQuickEntry}>
        {error.value === null
          ? <LoadingRows rows={4} />
          : <ErrorState error={error.value} retry={() => void reload()} />}
        <Button kind="quiet" label={base("action.close")} onClick={closeQuickEntry} />
      </DialogFrame>
    );
}, { name: "QuickSheet", props: {} });
