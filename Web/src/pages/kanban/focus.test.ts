import assert from "node:assert/strict";
import { stepOf, walk } from "./focus.ts";

Deno.test("arrows walk over the cards and pass empty lanes", () => {
  const lengths = [3, 0, 1];
  assert.deepEqual(walk(lengths, 0, 0, "down"), { lane: 0, place: 1 });
  assert.equal(walk(lengths, 0, 2, "down"), null);
  assert.deepEqual(walk(lengths, 0, 2, "right"), { lane: 2, place: 0 });
  assert.deepEqual(walk(lengths, 2, 0, "left"), { lane: 0, place: 0 });
  assert.equal(walk(lengths, 2, 0, "right"), null);
  assert.equal(stepOf("a"), null);
});
