import { defineComponent } from "vue";
import type { Conflict } from "../lib/conflict.ts";
import { t as base, words } from "../lib/i18n.ts";
import { formatWhen } from "../lib/times.ts";
import { Button } from "./button.tsx";
import { DialogFrame } from "./dialog-frame.tsx";

const t = words({
  title: "这条记录刚被改过",
  by: "{who} {when}改过这条记录，所以你的修改还没有保存。",
  someone: "有人",
  changes: "改动",
  none: "改动的内容不在当前页面上。",
  reload: "载入最新内容",
  over: "仍然保存我的修改",
}, {
  title: "This record was just changed",
  by: "{who} changed this record {when}, so your change is not saved yet.",
  someone: "Somebody",
  changes: "What changed",
  none: "What changed is not on this page.",
  reload: "Load the newest",
  over: "Save my change all the same",
});

export interface ConflictDialogProps {
  /** null: closed. */
  conflict: Conflict | null;
  onReload: (conflict: Conflict) => void;
  /** Saves the user's change upon the newest version. */
  onOver: (conflict: Conflict) => void;
  onClose: () => void;
}

/** Who changed what in the meantime, and the two ways on. */
export const ConflictDialog = defineComponent<ConflictDialogProps>((props) => {
  const body = (conflict: Conflict) => (
    <>
      <p>
        {t("by", {
          who: conflict.by ?? t("someone"),
          when: conflict.at === null ? "" : formatWhen(conflict.at),
        })}
      </p>
      <h3 class="dialog-sub">{t("changes")}</h3>
      {conflict.changes.length === 0 && <p class="muted">{t("none")}</p>}
      <dl class="changes">
        {conflict.changes.map((c) => (
          <div class="change" key={c.label}>
            <dt>{c.label}</dt>
            <dd>
              <s class="muted">{c.before}</s>
              {" → "}
              <strong>{c.after}</strong>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
  return () => {
    const { conflict } = props;
    return (
      <DialogFrame open={conflict !== null} title={t("title")} onClose={props.onClose}>
        {{
          default: () => conflict !== null && body(conflict),
          actions: () =>
            conflict !== null && (
              <>
                <Button kind="quiet" label={base("action.cancel")} onClick={props.onClose} />
                <Button label={t("over")} onClick={() => props.onOver(conflict)} />
                <Button kind="primary" label={t("reload")} onClick={() => props.onReload(conflict)} />
              </>
            ),
        }}
      </DialogFrame>
    );
  };
}, { name: "ConflictDialog", props: { conflict: null, onReload: null, onOver: null, onClose: null } });
