import assert from "node:assert/strict";
import { href, readPlace } from "./router.ts";

Deno.test("href and readPlace are inverse", () => {
  const to = href("record", { object: "lead", id: 7 }, { tab: "文件" });
  const place = readPlace(to);
  assert.equal(place.name, "record");
  assert.deepEqual(place.params, { object: "lead", id: "7" });
  assert.deepEqual(place.query, { tab: "文件" });
});

Deno.test("an unknown address has no page name", () => {
  assert.equal(readPlace("/x/y").name, null);
});
