import { computed, defineComponent, ref, shallowRef } from "vue";
import { QDialog, useQuasar } from "quasar";
import { icons } from "icons";
import { Button, IconButton } from "../../components/button.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { EmptyState, ErrorState, LoadingRows } from "../../components/states.tsx";
import { api } from "../../lib/api.ts";
import { t as base } from "../../lib/i18n.ts";
import { usePaging } from "../../lib/paging.ts";
import { followLink, href } from "../../lib/router.ts";
import { formatDate, formatDateTime } from "../../lib/times.ts";
import { readNamed } from "../../fields/reference/display.tsx";
import { boardAsk } from "./filters.tsx";
import type { Drill } from "./open.ts";
import { type Behind, readBehind, type Rest, sayPart, sayTotal } from "./drill-read.ts";
import { t } from "./words.ts";

export interface DrillDrawerProps {
  drill: Drill;
  onClose: () => void;
}

const when = (at: unknown): string =>
  typeof at === "number" ? formatDateTime(at) : typeof at === "string" ? formatDate(at) : "";

/** The records behind a number, with the same total. */
export const DrillDrawer = defineComponent<DrillDrawerProps>((props) => {
  const { screen } = useQuasar();
  const part = ref<string | null>(null);
  const head = shallowRef<Behind | null>(null);
  const { metric, group, period } = props.drill;
  const paging = usePaging(async (cursor, signal) => {
    const body = await api.get<unknown>(`/metrics/${encodeURIComponent(metric.key)}/records`, {
      ...boardAsk(),
      ...(period === undefined ? {} : { period }),
      group,
      part: part.value,
      cursor,
    }, { signal });
    const behind = readBehind(body);
    head.value = behind;
    return { rows: behind.rows, next: behind.next };
  }, [part]);

  const total = computed(() => head.value === null ? "" : sayTotal(head.value));

  const row = (r: Rest) => {
    const inner = (
      <>
        <span class="drill-text">
          {r.title}
          <small class="muted">
            {[readNamed(r.owner)?.label, when(r.at), r.id === null ? t("handedOver") : ""].filter(Boolean)
              .join(" · ")}
          </small>
        </span>
        <span class="num">{head.value !== null && sayPart(head.value, r.value)}</span>
      </>
    );
    return r.id === null ? <p class="row-link" key={r.key}>{inner}</p> : (
      <a
        class="row-link"
        key={r.key}
        href={href("record", { object: r.object, id: r.id })}
        onClick={followLink}
      >
        {inner}
      </a>
    );
  };

  const body = () =>
    paging.error.value !== null
      ? <ErrorState error={paging.error.value} retry={() => void paging.reload()} />
      : paging.fresh.value
      ? <LoadingRows rows={5} />
      : (
        <>
          {paging.rows.value.length === 0 && <EmptyState title={t("noRecords")} />}
          {paging.rows.value.map(row)}
          {paging.hasMore() && (
            <Button
              kind="quiet"
              wide
              loading={paging.adding.value}
              label={t("loadMore", { n: (head.value?.count ?? 0) - paging.rows.value.length })}
              onClick={() => void paging.more()}
            />
          )}
        </>
      );

  return () => (
    <QDialog
      modelValue
      onUpdate:modelValue={(v: boolean) => v || props.onClose()}
      position={screen.lt.md ? "bottom" : "right"}
      fullHeight={!screen.lt.md}
    >
      {() => (
        <div class="drill" role="document">
          <header class="dialog-head">
            <div>
              <h2>{[metric.label, props.drill.part].filter(Boolean).join(" · ")}</h2>
              <p class="muted">{[head.value?.period.label, total.value].filter(Boolean).join(" · ")}</p>
            </div>
            <IconButton icon={icons.close} label={base("action.close")} onClick={props.onClose} />
          </header>
          {(head.value?.parts.length ?? 0) > 0 && (
            <div class="drill-parts">
              <ChoiceChips
                label={t("part")}
                options={(head.value?.parts ?? []).map((p) => ({
                  value: p,
                  label: t(p === "numerator" ? "numerator" : "denominator"),
                }))}
                chosen={[part.value ?? head.value?.part ?? "denominator"]}
                onToggle={(p) => part.value = p}
              />
            </div>
          )}
          <div class="drill-body">{body()}</div>
        </div>
      )}
    </QDialog>
  );
}, { name: "DrillDrawer", props: { drill: null, onClose: null } });
