import { defineComponent, ref } from "vue";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { FileButton } from "../../components/file-button.tsx";
import { Icon } from "../../components/icon.tsx";
import { call } from "../../lib/api.ts";
import { sayShortly } from "../../lib/explain.ts";
import { uploadFile } from "../../lib/files.ts";
import { readRecord, recordPath } from "../../lib/records.ts";
import { href } from "../../lib/router.ts";
import { schema } from "../../lib/schema.ts";
import { useAct } from "../../lib/store.ts";
import { extraField } from "./entry.ts";
import { shrinkPhoto } from "./photo.ts";
import type { Recorded } from "./result.ts";
import { t } from "./words.ts";

export interface NotEffectiveProps {
  recorded: Recorded;
  /** A message: it counts with a plan made for the customer. */
  message: boolean;
  onClose: () => void;
}

/** Saved, but it does not count yet: why, and what can be added right here. */
export const NotEffective = defineComponent<NotEffectiveProps>((props) => {
  const outcome = ref<"counts" | "not" | null>(null);
  const customised = ref(false);
  const add = useAct(async (files: File[]) => {
    const touch = schema.value?.touch;
    if (!touch) return;
    const stored = await Promise.all(
      (await Promise.all(files.map(shrinkPhoto))).map((f) => uploadFile(f, f.name)),
    );
    const path = recordPath(touch.object, props.recorded.touchId);
    const before = await call<unknown>("GET", path);
    const held = readRecord(touch.object, before.data);
    const old = held.values[touch.evidence_field];
    const ids = [
      ...(Array.isArray(old) ? old : []).map((f: { id: number }) => f.id),
      ...stored.map((f) => f.id),
    ];
    const values = { [touch.evidence_field]: ids, ...(customised.value ? { customised: true } : {}) };
    const answer = await call<unknown>("PATCH", path, { values }, {
      ifMatch: before.etag ?? `"${held.version}"`,
    });
    const after = readRecord(touch.object, answer.data);
    outcome.value = after.values[touch.effective_field] === true ? "counts" : "not";
  });

  const { week } = props.recorded;
  return () => (
    <div class="quick-result" role="status">
      <p class="quick-week">
        <Icon path={icons.check_circle} size={28} />
        <strong>{t("recorded")}</strong>
        <span>{t("week", { ...week, done: week.done + (outcome.value === "counts" ? 1 : 0) })}</span>
      </p>
      {outcome.value === null
        ? (
          <>
            <h3>{t("notYet")}</h3>
            {props.recorded.reasons.length > 0 && <p class="muted">{t("notYetWhy")}</p>}
            <ul class="reasons">{props.recorded.reasons.map((r) => <li key={r}>{r}</li>)}</ul>
          </>
        )
        : <h3>{t(outcome.value === "counts" ? "nowCounts" : "stillNot")}</h3>}
      {outcome.value === null && props.message && extraField("customised") !== null && (
        <ChoiceChips
          label={t("evidence")}
          options={[{ value: "customised", label: t("customised") }]}
          chosen={customised.value ? ["customised"] : []}
          onToggle={() => customised.value = !customised.value}
        />
      )}
      {add.error.value !== null && <p class="input-error" role="alert">{sayShortly(add.error.value)}</p>}
      <div class="quick-result-actions">
        {outcome.value === null && (
          <FileButton
            label={t("addEvidence")}
            icon={icons.photo_camera}
            kind="primary"
            loading={add.busy.value}
            onPick={(files) => void add.run(files)}
          />
        )}
        <Button
          label={t("open")}
          to={href("record", { object: props.recorded.object, id: props.recorded.id })}
          onClick={props.onClose}
        />
        <Button kind="quiet" label={t("done")} onClick={props.onClose} />
      </div>
    </div>
  );
}, { name: "NotEffective", props: { recorded: null, message: Boolean, onClose: null } });
