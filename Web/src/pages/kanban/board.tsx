import { computed, defineComponent, ref, watch } from "vue";
import { QPage, useQuasar } from "quasar";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { FilterBar } from "../../components/filter-bar.tsx";
import { GateDialog } from "../../components/gate/gate-dialog.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { pendingStage, useWaiting } from "../../lib/approvals.ts";
import { writeFilters } from "../../lib/filters.ts";
import { reachable } from "../../lib/gate.ts";
import type { Row } from "../../lib/records.ts";
import { href, setQuery } from "../../lib/router.ts";
import { type ObjectType, type Process } from "../../lib/schema.ts";
import { useRecordChanges } from "../../lib/store.ts";
import { ScopeToggle } from "../list/head.tsx";
import { Card } from "./card.tsx";
import { useDrag } from "./drag.ts";
import { LaneColumn, LaneTabs } from "./lane.tsx";
import { cardFields, type Lane, useLanes } from "./lanes.ts";
import { useMoves } from "./moves.ts";
import { pressOnBoard } from "./press.ts";
import { useSwipe } from "./swipe.ts";
import { t } from "./words.ts";

export interface BoardProps {
  object: ObjectType;
  process: Process;
}

export const Board = defineComponent<BoardProps>((props) => {
  const { screen } = useQuasar();
  const { ask, lanes } = useLanes(props.object, props.process);
  const { money, facts } = cardFields(props.object, props.process);
  const waiting = useWaiting();
  const moves = useMoves(props.object, props.process, lanes, () => void waiting.reload());
  const shown = ref(0);
  watch(shown, () => {
    document.querySelector(".lane-tab-on")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, { flush: "post" });
  const swipe = useSwipe((by) => shown.value = Math.max(0, Math.min(lanes.length - 1, shown.value + by)));

  useRecordChanges(() => props.object.key, () => {
    if (moves.busy.value !== null) return;
    for (const lane of lanes) {
      void lane.paging.reload();
      void lane.totals.reload();
    }
  });
  const find = (id: number, lane: string): Row | undefined =>
    lanes.find((l) => l.stage.key === lane)?.paging.rows.value.find((r) => r.id === id);
  const drag = useDrag(({ id, from, to, place }) => {
    const row = find(id, from);
    if (row !== undefined) void moves.move(row, from, to, place);
  });

  /** Fields that say whose and of what kind: person, team, product line. */
  const offer = computed(() => {
    const kinds = props.object.fields.filter((f) =>
      f.type === "select" && !f.system && !f.hidden && f.key !== props.process.field &&
      (props.object.summary.includes(f.key) || f.key.includes("product"))
    );
    return ["owner", "org_unit", ...kinds.slice(0, 2).map((f) => f.key)];
  });

  const pendingOf = (row: Row): string | null => {
    const key = pendingStage(waiting.data.value, props.object.key, row.id);
    return key === null ? null : props.process.stages.find((s) => s.key === key)?.label ?? key;
  };
  const card = (row: Row, lane: Lane) => (
    <Card
      key={row.id}
      object={props.object.key}
      row={row}
      money={money}
      facts={facts}
      targets={reachable(props.process, lane.stage.key)}
      pending={pendingOf(row)}
      busy={moves.busy.value === row.id}
      onMove={(to) => void moves.move(row, lane.stage.key, to)}
    />
  );
  const column = (lane: Lane) => (
    <LaneColumn
      key={lane.stage.key}
      lane={lane}
      money={money}
      headless={screen.lt.md}
      onList={(el) => !screen.lt.md && drag(el)}
    >
      {(row: Row) => card(row, lane)}
    </LaneColumn>
  );

  return () => (
    <QPage class="page board-page">
      <PageHead title={t("title", { object: props.object.label })}>
        <ScopeToggle
          object={props.object}
          scope={ask.value.scope}
          onChange={(scope) => setQuery({ scope: scope === "all" ? null : scope })}
        />
        <Button
          icon={icons.view_list}
          label={t("list")}
          to={href("list", { object: props.object.key })}
        />
      </PageHead>
      <FilterBar
        object={props.object}
        filters={ask.value.filters}
        formula={ask.value.formula}
        without={[props.process.field]}
        offer={offer.value}
        onFilters={(filters) => setQuery({ f: writeFilters(filters) })}
        onFormula={(x) => setQuery({ x })}
      />
      {screen.lt.md
        ? (
          <div {...swipe}>
            <LaneTabs lanes={lanes} money={money} shown={shown.value} onShow={(i) => shown.value = i} />
            {lanes[shown.value] !== undefined && column(lanes[shown.value]!)}
          </div>
        )
        : (
          <>
            <div class="lanes" onKeydown={(e) => pressOnBoard(e, lanes, moves)}>{lanes.map(column)}</div>
            <p class="muted fine board-hint">{t("hint")}</p>
          </>
        )}
      <GateDialog
        moving={moves.asking.value}
        onMoved={moves.asked}
        onClose={() => moves.asking.value = null}
      />
    </QPage>
  );
}, { name: "Board", props: { object: null, process: null } });
