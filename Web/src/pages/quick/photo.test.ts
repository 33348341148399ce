import assert from "node:assert/strict";
import { fitWithin } from "./photo.ts";

Deno.test("a photo keeps its shape and never grows", () => {
  assert.deepEqual(fitWithin(4000, 3000, 1600), { width: 1600, height: 1200 });
  assert.deepEqual(fitWithin(3000, 4000, 1600), { width: 1200, height: 1600 });
  assert.deepEqual(fitWithin(800, 600, 1600), { width: 800, height: 600 });
  assert.deepEqual(fitWithin(10_000, 2, 1600), { width: 1600, height: 1 });
});
