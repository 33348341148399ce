import { defineComponent } from "vue";
import { QPage } from "quasar";
import { icons } from "icons";
import { Button } from "../components/button.tsx";
import { PageHead } from "../components/page-head.tsx";
import { EmptyState } from "../components/states.tsx";
import { StatusChip } from "../components/status-chip.tsx";
import { t } from "../lib/i18n.ts";
import { discardEntry, outbox, retryEntry } from "../lib/outbox.ts";
import type { OutboxEntry } from "../lib/outbox-store.ts";
import { href } from "../lib/router.ts";
import { formatWhen } from "../lib/times.ts";
import { ask } from "../lib/toast.ts";

async function discard(entry: OutboxEntry): Promise<void> {
  if (await ask(t("action.discard"), t("unsent.discardAsk"))) await discardEntry(entry.id);
}

/** What still waits on this device, and what the server refused. */
export const Unsent = defineComponent(() => () => (
  <QPage class="page page-narrow">
    <PageHead title={t("unsent.title")} backTo={href("home")} />
    {outbox.entries.length === 0 && (
      <EmptyState icon={icons.cloud_done} title={t("unsent.emptyTitle")} detail={t("unsent.emptyDetail")} />
    )}
    {outbox.entries.map((e) => (
      <article class="card unsent" key={e.id}>
        <div class="unsent-head">
          <strong>{e.title}</strong>
          <StatusChip
            label={t(e.state === "refused" ? "unsent.refused" : "unsent.waiting")}
            tone={e.state === "refused" ? "red" : "yellow"}
          />
        </div>
        <p class="muted">
          {formatWhen(e.at, Date.now())}
          {e.files.length > 0 && ` · ${t("unsent.files", { n: e.files.length })}`}
        </p>
        {e.refusal && <p>{e.refusal}</p>}
        <div class="unsent-actions">
          <Button kind="quiet" label={t("action.discard")} onClick={() => void discard(e)} />
          <Button label={t("action.retry")} onClick={() => void retryEntry(e.id)} />
        </div>
      </article>
    ))}
  </QPage>
), { name: "Unsent", props: {} });
