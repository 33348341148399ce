import assert from "node:assert/strict";
import { strokeOf } from "./swipe.ts";

Deno.test("a stroke is flat, long and quick", () => {
  assert.equal(strokeOf(-120, 10, 200), 1);
  assert.equal(strokeOf(120, -20, 200), -1);
  assert.equal(strokeOf(-120, 110, 200), 0, "a scroll");
  assert.equal(strokeOf(-20, 0, 80), 0, "a tap");
  assert.equal(strokeOf(-200, 0, 1500), 0, "a drag");
});
