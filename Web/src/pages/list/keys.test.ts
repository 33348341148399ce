import assert from "node:assert/strict";
import { listKey } from "./keys.ts";

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

Deno.test("keys mean something only when nobody types", () => {
  assert.equal(listKey(press("j"), false), "down");
  assert.equal(listKey(press("j"), true), null);
  assert.equal(listKey(press("k", { ctrlKey: true }), false), null);
  assert.equal(listKey(press("q"), false), null);
});

Deno.test("a Chinese input method hides no shortcut", () => {
  assert.equal(listKey(press("\uff1f"), false), "help");
  assert.equal(listKey(press("、"), false), "search");
});
