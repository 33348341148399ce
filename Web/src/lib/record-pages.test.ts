import assert from "node:assert/strict";
import { readDeadlines, readRouting, readScore } from "./record-pages.ts";
import { groupOf, readTimeline } from "./record-timeline.ts";

Deno.test("a timeline names who, and finds files however they are told", () => {
  const { rows, next } = readTimeline({
    items: [
      {
        id: 3,
        kind: "touch.recorded",
        at: 5,
        actor: { id: 7, name: "王芳" },
        title: "触达",
        detail: { effective: true },
      },
      {
        id: 2,
        kind: "evidence.added",
        at: 4,
        actor: { id: null, name: "系统" },
        detail: { file: 9, name: "纪要.pdf" },
      },
      { id: 1, kind: "touch.recorded", at: 3, detail: { files: [{ id: 4, name: "a.png" }, 5] } },
    ],
    next_cursor: "1",
  });
  assert.deepEqual([rows[0]?.who, rows[0]?.effective, next], ["王芳", true, "1"]);
  assert.deepEqual(rows[1]?.files, [{ id: 9, name: "纪要.pdf" }]);
  assert.deepEqual(rows[2]?.files, [{ id: 4, name: "a.png" }, { id: 5, name: "#5" }]);
});

for (
  const [kind, group] of [
    ["touch.recorded", "touch"],
    ["approval.decided", "stage"],
    ["evidence.added", "files"],
    ["document.read", "read"],
    ["lead.arrived", "read"],
    ["owner.changed", "other"],
  ] as const
) {
  Deno.test(`${kind} belongs to ${group}`, () => assert.equal(groupOf(kind), group));
}

Deno.test("nothing told is nothing shown", () => {
  assert.equal(readScore(null), null);
  assert.deepEqual(readDeadlines(null), []);
  assert.deepEqual(readTimeline("x").rows, []);
  assert.deepEqual(readRouting({ items: [{}] })[0]?.candidates, []);
});
