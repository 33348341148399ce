import assert from "node:assert/strict";
import { dateChips } from "./dates.ts";

const keys = (today: string) => dateChips(today).map((c) => `${c.key} ${c.date}`);

Deno.test("a Tuesday offers tomorrow, this Friday and next Monday", () => {
  assert.deepEqual(keys("2026-11-24"), [
    "tomorrow 2026-11-25",
    "thisFriday 2026-11-27",
    "nextMonday 2026-11-30",
  ]);
});

Deno.test("a Friday that has come is not offered; the one after is", () => {
  assert.deepEqual(keys("2026-11-27"), [
    "tomorrow 2026-11-28",
    "nextMonday 2026-11-30",
    "nextFriday 2026-12-04",
  ]);
});

Deno.test("the same day is offered once", () => {
  assert.deepEqual(keys("2026-11-26"), ["tomorrow 2026-11-27", "nextMonday 2026-11-30"]);
  assert.deepEqual(keys("2026-11-29"), ["tomorrow 2026-11-30", "nextFriday 2026-12-04"]);
});
