import assert from "node:assert/strict";
import { instantOf } from "../lib/times.ts";
import { groupPhone } from "./phone/display.tsx";
import { readFiles } from "./attachment/display.tsx";
import { readNamed } from "./reference/display.tsx";
import { readUrl } from "./url/display.tsx";

Deno.test("a mobile number is grouped, a masked one is left alone", () => {
  assert.equal(groupPhone("13800001234"), "138 0000 1234");
  assert.equal(groupPhone("138****1234"), "138****1234");
});

Deno.test("references have an id or are none", () => {
  assert.deepEqual(readNamed({ id: 1, name: "王芳" }), { id: 1, label: "王芳" });
  assert.deepEqual(readNamed({ id: 1 }), { id: 1, label: "#1" });
  assert.equal(readNamed({ label: "x" }), null);
});

Deno.test("files without id or name are left out; only web addresses are links", () => {
  assert.equal(readFiles([{ id: 1, name: "a" }, { id: 2 }, null, "x"]).length, 1);
  assert.equal(readUrl("ftp://a"), null);
  assert.equal(readUrl("https://"), null);
});

Deno.test("a date and time is an instant of the workspace's zone", () => {
  assert.equal(instantOf("2025-06-03", "10:00"), Date.UTC(2025, 5, 3, 2, 0));
});
