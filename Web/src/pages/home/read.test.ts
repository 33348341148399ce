import assert from "node:assert/strict";
import { readWorkbench } from "./read.ts";

Deno.test("a rep's workbench", () => {
  const w = readWorkbench({
    headline: { zh: "1 条线索待首触", en: "1 lead waits" },
    items: [{
      key: "first_touch:lead:7:0",
      kind: "first_touch",
      object: "lead",
      record_id: 7,
      title: "王芳",
      why: "新线索待首触",
      due_at: 1000,
      urgency: "now",
      action: "call",
      phone: "13800138000",
      reference: null,
    }],
    week: { effective: 3, goal: 8, rank: 2, of: 8, team_average: 2.5 },
    suggestion: null,
  });
  assert.equal(w.headline, "1 条线索待首触");
  assert.equal(w.items[0]?.action, "call");
  assert.ok(w.items[0]?.urgent);
  assert.equal(w.week?.average, 2.5);
  assert.equal(w.exceptions, null);
});

Deno.test("a manager's exceptions; what this client does not know is passed over", () => {
  const w = readWorkbench({
    exceptions: [
      { kind: "red", object: "lead", record_id: 1, title: "甲", why: "x", owner: { id: 3, label: "何" } },
      { kind: "forecast", object: "lead", record_id: 2 },
    ],
    team: [{ user: { id: 3, label: "何" }, effective: 4, average_share: 0.5 }, { user: null }],
  });
  assert.deepEqual(w.exceptions?.map((e) => e.kind), ["red"]);
  assert.deepEqual(w.team.map((r) => r.share), [0.5]);
});

Deno.test("nothing at all is no failure", () => {
  assert.deepEqual(readWorkbench(null).items, []);
});
