import { computed, defineComponent, shallowRef } from "vue";
import { QPage } from "quasar";
import { icons } from "icons";
import { PageHead } from "../components/page-head.tsx";
import { EmptyState, ErrorState, LoadingRows } from "../components/states.tsx";
import { WhyPanel } from "../components/why-panel.tsx";
import type { Why } from "../components/why-panel.tsx";
import { api } from "../lib/api.ts";
import { loadDirectory } from "../lib/directory.ts";
import { queryString } from "../lib/match.ts";
import { followLink, href, route } from "../lib/router.ts";
import { useLoad } from "../lib/store.ts";
import { DrillDrawer } from "./boards/drill.tsx";
import { boardAsk, BoardFilters } from "./boards/filters.tsx";
import type { Drill } from "./boards/open.ts";
import { readBoard, readBoards } from "./boards/read.ts";
import type { Metric } from "./boards/read.ts";
import { saySpan } from "./boards/span.ts";
import { whyOf } from "./boards/why.ts";
import { WidgetCard } from "./boards/widget.tsx";
import { t } from "./boards/words.ts";

/** The numbers of a board, each with its records behind it. */
export const Boards = defineComponent(() => {
  const list = useLoad(async (signal) => readBoards(await api.get<unknown>("/boards", {}, { signal })));
  const key = computed(() => route.value.params.id ?? list.data.value?.[0]?.key ?? null);
  const asked = computed(() => `${key.value}${queryString(boardAsk())}`);
  const board = useLoad(async (signal) => {
    if (key.value === null) return null;
    const path = `/boards/${encodeURIComponent(key.value)}`;
    return readBoard(await api.get<unknown>(path, boardAsk(), { signal }));
  }, [asked]);
  const drill = shallowRef<Drill | null>(null);
  const why = shallowRef<Why | null>(null);

  async function scope(): Promise<string> {
    const { team, user } = boardAsk();
    if (!team && !user) return "";
    const { units, members } = await loadDirectory();
    return [
      units.find((u) => u.id === Number(team))?.label,
      members.find((m) => m.id === Number(user))?.label,
    ]
      .filter(Boolean).join(" · ");
  }
  async function explain(metric: Metric): Promise<void> {
    if (board.data.value !== null) why.value = await whyOf(metric, board.data.value, await scope());
  }

  const tabs = (all: { key: string; label: string }[]) => (
    <nav class="board-tabs" aria-label={t("tabs")}>
      {all.map((b) => (
        <a
          key={b.key}
          href={href("board", { id: b.key }, boardAsk())}
          class={["board-tab", b.key === key.value && "active"]}
          aria-current={b.key === key.value ? "page" : undefined}
          onClick={followLink}
        >
          {b.label}
        </a>
      ))}
    </nav>
  );
  const widgets = () => {
    if (board.error.value !== null) {
      return <ErrorState error={board.error.value} retry={() => void board.reload()} />;
    }
    const { data } = board;
    if (data.value === null) return <LoadingRows />;
    const shown = data.value;
    return (
      <div class="board" aria-busy={board.loading.value ? "true" : "false"}>
        {shown.widgets.map((w) => (
          <WidgetCard
            key={w.key}
            widget={w}
            board={shown}
            onDrill={(d) => drill.value = d}
            onWhy={(m) => void explain(m)}
          />
        ))}
      </div>
    );
  };

  return () => (
    <QPage class="page">
      <PageHead
        title={t("title")}
        summary={board.data.value ? saySpan(board.data.value.period) : undefined}
      />
      {list.error.value !== null
        ? <ErrorState error={list.error.value} retry={() => void list.reload()} />
        : list.data.value === null
        ? <LoadingRows />
        : list.data.value.length === 0
        ? <EmptyState icon={icons.insights} title={t("none")} detail={t("noneDetail")} />
        : (
          <>
            {tabs(list.data.value)}
            <BoardFilters />
            {widgets()}
          </>
        )}
      {drill.value !== null && <DrillDrawer drill={drill.value} onClose={() => drill.value = null} />}
      <WhyPanel why={why.value} onClose={() => why.value = null} />
    </QPage>
  );
}, { name: "Boards", props: {} });
