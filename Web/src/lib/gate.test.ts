import assert from "node:assert/strict";
import { goesBack, nextStage, reachable, readGate, readItems } from "./gate.ts";
import type { Process, Stage } from "./schema.ts";

const stage = (key: string, more: Partial<Stage> = {}): Stage => ({
  key,
  label: key,
  kind: "open",
  transitions: null,
  evidence: [],
  external: false,
  obstacle: false,
  needs_approval: false,
  ...more,
});
const process: Process = {
  key: "p",
  label: "p",
  object: "o",
  field: "stage",
  allows_skipping: false,
  allows_back: true,
  stages: [
    stage("a"),
    stage("b"),
    stage("c"),
    stage("paid", { kind: "won", external: true }),
    stage("lost", { kind: "lost" }),
  ],
};
const keys = (from: string, p = process) => reachable(p, from).map((s) => s.key);

Deno.test("one step on, any step back, or lost", () => {
  assert.deepEqual(keys("a"), ["b", "lost"]);
  assert.deepEqual(keys("c"), ["a", "b", "lost"]);
  assert.deepEqual(keys("lost"), ["a", "b", "c"]);
  assert.deepEqual(keys("a", { ...process, allows_skipping: true }), ["b", "c", "lost"]);
  assert.deepEqual(keys("c", { ...process, allows_back: false }), ["lost"]);
});

Deno.test("a stage's own transitions go before the usual ones", () => {
  const own = { ...process, stages: [stage("a", { transitions: ["c"] }), ...process.stages.slice(1)] };
  assert.deepEqual(keys("a", own), ["c"]);
});

Deno.test("the way on and the way back", () => {
  assert.equal(nextStage(process, "a")?.key, "b");
  assert.equal(nextStage(process, "lost"), null);
  assert.equal(goesBack(process, "c", "a"), true);
  assert.equal(goesBack(process, "c", "lost"), false);
  assert.equal(goesBack(process, "lost", "a"), true);
});

Deno.test("a gate reads whole, and from next to nothing", () => {
  assert.deepEqual(readGate(null).items, []);
  assert.deepEqual(readItems([{ code: "gate.field", text: "填写“金额”", field: "amount", met: false }]), [{
    code: "gate.field",
    text: "填写“金额”",
    mend: "",
    met: false,
    field: "amount",
    kind: null,
    blocking: true,
  }]);
});
