import assert from "node:assert/strict";
import { readBoard } from "./read.ts";

Deno.test("a board with its widgets", () => {
  const board = readBoard({
    board: { key: "sales", label: "销售" },
    period: { key: "this_month", label: "本月", from: "2026-11-01", to: "2026-11-30" },
    widgets: [{
      key: "stages",
      label: "漏斗",
      style: "funnel",
      width: 6,
      group_by: "stage",
      metrics: [{ key: "open", label: "在谈", format: "number", value: 60, n: 60, higher_is_better: true }],
      rows: [{
        group: { key: "demo", label: "演示" },
        drill: "stage:demo",
        values: [4, 500],
        n: [4, 4],
        reached: 12,
        pass_rate: 8333,
        category: "open",
      }],
      trend: [],
    }, { key: "odd", style: "sankey", width: 40 }],
  });
  assert.equal(board.widgets[0]?.rows[0]?.passRate, 8333);
  assert.equal(board.widgets[0]?.metrics[0]?.higherIsBetter, true);
  assert.deepEqual([board.widgets[1]?.style, board.widgets[1]?.width], ["table", 12]);
});
