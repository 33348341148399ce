import { computed, defineComponent, onUnmounted, ref, watch } from "vue";
import { QPage, useQuasar } from "quasar";
import { GateDialog, type Moving } from "../../components/gate/gate-dialog.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { ErrorState, LoadingRows } from "../../components/states.tsx";
import { isEmpty } from "../../fields/contract.ts";
import { pendingStage, useWaiting } from "../../lib/approvals.ts";
import { getRecord, type RecordBody } from "../../lib/records.ts";
import { href } from "../../lib/router.ts";
import { type ObjectType, processOf } from "../../lib/schema.ts";
import { onStream } from "../../lib/sse.ts";
import { useLoad } from "../../lib/store.ts";
import { toast } from "../../lib/toast.ts";
import { Actions } from "./actions.tsx";
import { Details } from "./details.tsx";
import { Head, Summary, WarningBar } from "./head.tsx";
import { Parts, Sides } from "./parts.tsx";
import { NextGate, StageBar } from "./stages.tsx";
import { t } from "./words.ts";

export interface RecordPageProps {
  object: ObjectType;
  id: number;
}

/** How long several news of one record wait for each other. */
const SETTLE = 300;

export const RecordPage = defineComponent<RecordPageProps>((props) => {
  const { screen } = useQuasar();
  const beat = ref(0);
  const moving = ref<Moving | null>(null);
  const waiting = useWaiting();
  const { data, error, reload } = useLoad(
    (signal) => getRecord(props.object.key, props.id, signal),
    [() => props.id],
  );
  const process = computed(() => processOf(props.object.key));
  const pending = computed(() => pendingStage(waiting.data.value, props.object.key, props.id));

  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = onStream("record", (event) => {
    if (event.object !== props.object.key || event.id !== props.id) return;
    clearTimeout(timer);
    timer = setTimeout(() => changed(null), SETTLE);
  });
  // the server tells owners only: others see what changed when they come back to the page
  const seen = () => document.visibilityState === "visible" && changed(null);
  document.addEventListener("visibilitychange", seen);
  onUnmounted(() => {
    document.removeEventListener("visibilitychange", seen);
    off();
    clearTimeout(timer);
  });
  watch(() => props.id, () => beat.value++);

  function changed(record: RecordBody | null): void {
    beat.value++;
    if (record !== null) data.value = record;
    else void reload();
  }
  const saved = (record: RecordBody) => {
    toast(t("changed"));
    changed(record);
  };
  const move = (to: string) => moving.value = { object: props.object.key, id: props.id, to };
  function moved(record: RecordBody): void {
    moving.value = null;
    void waiting.reload();
    changed(record);
  }

  /** Where there are no stages, the first facts beside the summary stand in their place. */
  const plain = (record: RecordBody): string[] =>
    props.object.fields.filter((f) =>
      !f.system && f.key !== props.object.title_field && !props.object.summary.includes(f.key) &&
      !isEmpty(record.values[f.key])
    ).slice(0, 8).map((f) => f.key);
  const gate = (record: RecordBody) =>
    process.value !== null && (
      <div class="card">
        <NextGate
          key={`${record.id} ${record.values[process.value.field]}`}
          record={record}
          beat={beat.value}
          pending={pending.value}
          onMove={move}
          onChanged={changed}
        />
      </div>
    );
  const actions = (record: RecordBody) => (
    <Actions object={props.object} record={record} onMove={move} onChanged={changed} />
  );
  const body = (record: RecordBody) => {
    const phone = screen.lt.md;
    return (
      <>
        <Head object={props.object} record={record}>{!phone && actions(record)}</Head>
        <WarningBar record={record} />
        {process.value !== null && <StageBar record={record} process={process.value} />}
        <div class="record-areas">
          <div class="record-left">
            <div class="card">
              <Summary object={props.object} record={record} />
            </div>
            {gate(record)}
            {process.value === null && !phone && (
              <div class="card">
                <Details object={props.object} record={record} only={plain(record)} onSaved={saved} />
              </div>
            )}
          </div>
          <div class="record-middle card">
            <Parts object={props.object} record={record} beat={beat.value} phone={phone} onSaved={saved} />
          </div>
          {!phone && (
            <div class="record-right">
              <Sides object={props.object} record={record} beat={beat.value} />
            </div>
          )}
        </div>
        {phone && <div class="record-bar">{actions(record)}</div>}
        <GateDialog moving={moving.value} onMoved={moved} onClose={() => moving.value = null} />
      </>
    );
  };

  return () => (
    <QPage class="page record-page">
      {data.value !== null ? body(data.value) : error.value !== null
        ? (
          <>
            <PageHead title={props.object.label} backTo={href("list", { object: props.object.key })} />
            <ErrorState error={error.value} retry={() => void reload()} />
          </>
        )
        : <LoadingRows />}
    </QPage>
  );
}, { name: "RecordPage", props: { object: null, id: null } });
