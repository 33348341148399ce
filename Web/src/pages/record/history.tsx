import { defineComponent } from "vue";
import { Button } from "../../components/button.tsx";
import { ErrorState, LoadingRows } from "../../components/states.tsx";
import { historyText } from "../../lib/history-text.ts";
import { type Paging, usePaging } from "../../lib/paging.ts";
import { getPart } from "../../lib/record-pages.ts";
import { type AuditItem, type HistoryItem, readAudit, readHistory } from "../../lib/record-timeline.ts";
import { fieldOf } from "../../lib/schema.ts";
import { formatDateTime, formatWhen } from "../../lib/times.ts";
import { type PartProps, partProps } from "./part.tsx";
import { t } from "./words.ts";

/** The states of a part that loads chunk by chunk; null: there are rows to show. */
function waiting<T>(paging: Paging<T>, none: string) {
  if (paging.error.value !== null && paging.fresh.value) {
    return <ErrorState error={paging.error.value} retry={() => void paging.reload()} />;
  }
  if (paging.fresh.value) return <LoadingRows rows={3} />;
  return paging.rows.value.length === 0 ? <p class="muted part-none">{none}</p> : null;
}

function More<T>({ paging }: { paging: Paging<T> }) {
  return paging.hasMore()
    ? (
      <Button
        kind="quiet"
        wide
        label={t("timeline.more")}
        loading={paging.adding.value}
        onClick={() => void paging.more()}
      />
    )
    : null;
}

/** Old and new values, who and when; of one field or of all. */
export const FieldHistory = defineComponent<PartProps & { field?: string }>((props) => {
  const paging = usePaging<HistoryItem>(async (before, signal) => {
    const query = { field: props.field, before: before ?? undefined };
    return readHistory(await getPart(props.object, props.id, "history", query, signal));
  }, [() => props.beat]);
  const said = (item: HistoryItem, text: string): string =>
    historyText(fieldOf(props.object, item.field), text) || t("history.empty");
  const line = (item: HistoryItem, index: number) => (
    <div class="change" key={index}>
      <dt>
        {item.label}
        <span class="fine">{` ${item.who} · ${formatWhen(item.at)}`}</span>
      </dt>
      <dd>
        <s class="muted">{said(item, item.before)}</s>
        {" → "}
        <strong>{said(item, item.after)}</strong>
      </dd>
    </div>
  );
  return () =>
    waiting(paging, t("history.none")) ?? (
      <div>
        <dl class="changes changes-stacked">{paging.rows.value.map(line)}</dl>
        <More paging={paging} />
      </div>
    );
}, { name: "FieldHistory", props: { ...partProps, field: null } });

/** The chain of entries that cannot be altered unseen. */
export const Audit = defineComponent<PartProps>((props) => {
  const paging = usePaging<AuditItem>(async (before, signal) => {
    const query = { before: before ?? undefined };
    return readAudit(await getPart(props.object, props.id, "audit", query, signal));
  }, [() => props.beat]);
  return () =>
    waiting(paging, t("audit.none")) ?? (
      <div>
        <p class="muted fine">{t("audit.chain")}</p>
        <ul class="audit">
          {paging.rows.value.map((item) => (
            <li key={item.id}>
              <strong>{item.action}</strong>
              <span class="muted fine">{`${item.who} · ${formatDateTime(item.at)}`}</span>
              <code class="muted fine" title={item.digest}>{item.digest.slice(0, 12)}</code>
            </li>
          ))}
        </ul>
        <More paging={paging} />
      </div>
    );
}, { name: "Audit", props: partProps });
