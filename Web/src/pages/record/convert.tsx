import { defineComponent, shallowRef, watch } from "vue";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { DialogFrame } from "../../components/dialog-frame.tsx";
import { Icon } from "../../components/icon.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { api } from "../../lib/api.ts";
import { sayShortly } from "../../lib/explain.ts";
import { t as base } from "../../lib/i18n.ts";
import { type RecordBody, recordPath } from "../../lib/records.ts";
import { followLink, href } from "../../lib/router.ts";
import { conversionOf, objectType } from "../../lib/schema.ts";
import { useAct } from "../../lib/store.ts";
import { t } from "./words.ts";

export interface Made {
  object: string;
  id: number;
  title: string;
  found: boolean;
}

/** The records of {account: {object, id, title, found}, …}, in their order. */
export function readMade(body: unknown): Made[] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, raw]): Made[] => {
    if (typeof raw !== "object" || raw === null || typeof raw.id !== "number") return [];
    return [{
      object: typeof raw.object === "string" ? raw.object : name,
      id: raw.id,
      title: String(raw.title ?? raw.label ?? `#${raw.id}`),
      found: raw.found === true,
    }];
  });
}

export interface ConvertDialogProps {
  open: boolean;
  record: RecordBody;
  onDone: () => void;
  onClose: () => void;
}

/** Turns the record into others, then shows them. */
export const ConvertDialog = defineComponent<ConvertDialogProps>((props) => {
  const made = shallowRef<Made[] | null>(null);
  const act = useAct(async () => {
    const path = `${recordPath(props.record.object, props.record.id)}/conversion`;
    made.value = readMade(await api.post<unknown>(path));
    props.onDone();
  });
  watch(() => props.open, (open) => {
    if (open) made.value = act.error.value = null;
  });
  const label = (object: string): string => objectType(object)?.label ?? object;
  const objects = () =>
    (conversionOf(props.record.object)?.makes ?? []).map(label).join(base("list.separator"));

  const result = (one: Made) => (
    <a
      key={one.object + one.id}
      class="related-row"
      href={href("record", { object: one.object, id: one.id })}
      onClick={followLink}
    >
      <span class="muted fine">{label(one.object)}</span>
      <span class="related-title">{one.title}</span>
      <StatusChip
        label={t(one.found ? "convert.found" : "convert.made")}
        tone={one.found ? "grey" : "green"}
      />
    </a>
  );
  const body = () =>
    made.value === null
      ? (
        <>
          <p>{t("convert.detail", { objects: objects() })}</p>
          {act.error.value !== null && <p class="form-refusal" role="alert">{sayShortly(act.error.value)}</p>}
        </>
      )
      : (
        <>
          <p class="gate-state gate-ready" role="status">
            <Icon path={icons.task_alt} />
            {t("convert.done")}
          </p>
          {made.value.map(result)}
        </>
      );

  return () => (
    <DialogFrame
      open={props.open}
      title={t("convert.title", { name: props.record.title })}
      onClose={props.onClose}
    >
      {{
        default: body,
        actions: () =>
          made.value === null
            ? (
              <>
                <Button kind="quiet" label={base("action.cancel")} onClick={props.onClose} />
                <Button
                  kind="primary"
                  label={t("convert.go")}
                  loading={act.busy.value}
                  onClick={() => void act.run()}
                />
              </>
            )
            : <Button kind="primary" label={base("action.close")} onClick={props.onClose} />,
      }}
    </DialogFrame>
  );
}, { name: "ConvertDialog", props: { open: Boolean, record: null, onDone: null, onClose: null } });
