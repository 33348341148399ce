import { defineComponent } from "vue";
import { icons } from "icons";
import { Icon } from "../components/icon.tsx";
import { Button } from "../components/button.tsx";
import { t } from "../lib/i18n.ts";
import { outbox } from "../lib/outbox.ts";
import { followLink, href } from "../lib/router.ts";
import { session } from "../lib/session.ts";
import { applyUpdate, updateReady } from "../lib/update.ts";

/** A quiet line: offline, or entries that are not sent. Nothing when all is well. */
export const OfflineBar = defineComponent(() => () => {
  const n = outbox.entries.length;
  const refused = outbox.entries.filter((e) => e.state === "refused").length;
  const offline = !outbox.online || session.offline;
  if (!offline && n === 0) return null;
  const words = [
    offline ? t("offline.bar") : outbox.sending ? t("offline.sending", { n }) : "",
    n > 0 && (offline || !outbox.sending) ? t("offline.count", { n }) : "",
    refused > 0 ? t("offline.refused", { n: refused }) : "",
  ].filter((s) => s !== "").join(" · ");
  return (
    <div class="bar bar-offline" role="status">
      <Icon path={icons.cloud_off} size={18} />
      <span>{words}</span>
      {n > 0 && <a class="link" href={href("unsent")} onClick={followLink}>{t("offline.see")}</a>}
    </div>
  );
}, { name: "OfflineBar", props: {} });

/** A new version waits for the user's word. */
export const UpdateBar = defineComponent(
  () => () =>
    updateReady.value && (
      <div class="bar bar-update" role="status">
        <span>{t("update.ready")}</span>
        <Button
          kind="quiet"
          label={t("update.later")}
          onClick={() => updateReady.value = false}
        />
        <Button kind="primary" label={t("update.apply")} onClick={applyUpdate} />
      </div>
    ),
  { name: "UpdateBar", props: {} },
);
