import { computed, defineComponent, onUnmounted, ref, watch } from "vue";
import { QPage } from "quasar";
import { icons } from "icons";
import { PageHead } from "../components/page-head.tsx";
import { EmptyState, ErrorState, LoadingRows } from "../components/states.tsx";
import { api } from "../lib/api.ts";
import { useNow } from "../lib/clock.ts";
import { quick } from "../lib/quick.ts";
import { useLoad } from "../lib/store.ts";
import { formatToday } from "../lib/times.ts";
import { ApprovalDialog } from "./home/approval-dialog.tsx";
import { AllClear } from "./home/clear.tsx";
import { Exceptions } from "./home/exceptions.tsx";
import { WorkList } from "./home/list.tsx";
import { useLive } from "./home/live.ts";
import { exceptionKinds, readWorkbench, type Workbench, type WorkItem } from "./home/read.ts";
import { TeamTable } from "./home/team.tsx";
import { WeekCard } from "./home/week.tsx";
import { t } from "./home/words.ts";

/** 2 项待审批；12 项首触升级: what a manager reads first. */
function managerLine(bench: Workbench): string {
  const counts = exceptionKinds.map((kind): [string, number] => [
    t(kind),
    (bench.exceptions ?? []).filter((e) => e.kind === kind).length,
  ]);
  const approvals = bench.items.filter((i) => i.kind === "approval").length;
  return [[t("approvals"), approvals] as [string, number], ...counts].filter(([, n]) => n > 0)
    .map(([label, n]) => t("counts", { label, n })).join("，");
}

/** 工作台: what needs this person now, why, and the one tap that does it. */
export const Home = defineComponent(() => {
  const { data, error, reload } = useLoad(async (signal) =>
    readWorkbench(await api.get<unknown>("/workbench", {}, { signal }))
  );
  const now = useNow(60_000);
  const deciding = ref<number | null>(null);
  useLive(() => void reload());
  // an entry that was just made takes its row away
  onUnmounted(watch(() => quick.open, (open) => open || void reload()));

  const approvals = computed(() => data.value?.items.filter((i) => i.kind === "approval") ?? []);
  const others = computed(() => data.value?.items.filter((i) => i.kind !== "approval") ?? []);
  const open = (item: WorkItem) => deciding.value = item.reference;

  const list = (items: readonly WorkItem[], label: string) => (
    <WorkList
      items={items}
      label={label}
      onChanged={() => void reload()}
      onDecide={open}
    />
  );
  const rep = (bench: Workbench) => (
    <div class="home">
      <div class="home-main">
        {bench.items.length > 0 ? list(bench.items, t("list")) : (
          <section class="card">
            <AllClear next={bench.suggestion} />
          </section>
        )}
      </div>
      <div class="home-side">{bench.week !== null && <WeekCard week={bench.week} />}</div>
    </div>
  );
  const manager = (bench: Workbench, exceptions: NonNullable<Workbench["exceptions"]>) => (
    <div class="home">
      <div class="home-main">
        {approvals.value.length > 0 && list(approvals.value, t("approvals"))}
        {exceptions.length > 0 && <Exceptions rows={exceptions} />}
        {exceptions.length + bench.items.length === 0 && (
          <section class="card">
            <EmptyState icon={icons.task_alt} title={t("noExceptions")} detail={t("clearTeam")} />
          </section>
        )}
        {others.value.length > 0 && list(others.value, t("mine"))}
      </div>
      <div class="home-side">{bench.team.length > 0 && <TeamTable rows={bench.team} />}</div>
    </div>
  );

  return () => {
    const bench = data.value;
    const headline = bench === null
      ? ""
      : bench.exceptions === null
      ? bench.headline
      : managerLine(bench) || t("noExceptions");
    return (
      <QPage class="page">
        <PageHead title={t("title")} summary={formatToday(now.value)} />
        {headline !== "" && <p class="headline" role="status">{headline}</p>}
        {bench !== null
          ? bench.exceptions === null ? rep(bench) : manager(bench, bench.exceptions)
          : error.value !== null
          ? <ErrorState error={error.value} retry={() => void reload()} />
          : <LoadingRows />}
        {deciding.value !== null && (
          <ApprovalDialog
            id={deciding.value}
            onDone={() => {
              deciding.value = null;
              void reload();
            }}
            onClose={() => deciding.value = null}
          />
        )}
      </QPage>
    );
  };
}, { name: "Home", props: {} });
