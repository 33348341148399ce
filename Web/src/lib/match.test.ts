import assert from "node:assert/strict";
import { fillPattern, matchRoute, queryString } from "./match.ts";
import { routes } from "../routes.ts";

const found = (path: string) => matchRoute(path, routes);

Deno.test("an address finds its page and its parameters", () => {
  assert.deepEqual(found("/"), { name: "home", params: {} });
  assert.deepEqual(found("/o/lead"), { name: "list", params: { object: "lead" } });
  assert.deepEqual(found("/o/lead/kanban"), { name: "kanban", params: { object: "lead" } });
  assert.deepEqual(found("/o/lead/r/7"), { name: "record", params: { object: "lead", id: "7" } });
});

Deno.test("a closing slash does not matter, another part does", () => {
  assert.equal(found("/boards/")?.name, "boards");
  assert.equal(found("/boards/1/2/3"), null);
  assert.equal(found("/nowhere"), null);
});

Deno.test("parameters are decoded, and a lone percent sign does no harm", () => {
  assert.equal(found("/boards/%E5%91%A8")?.params.id, "周");
  assert.equal(found("/boards/100%")?.params.id, "100%");
});

Deno.test("fillPattern and matchRoute are inverse", () => {
  const path = fillPattern(routes.record, { object: "lead", id: "甲/乙 %" });
  assert.deepEqual(found(path)?.params, { object: "lead", id: "甲/乙 %" });
});

Deno.test("a query leaves out what is not set", () => {
  assert.equal(queryString({ a: 1, b: "", c: null, d: undefined, e: false }), "?a=1&e=false");
  assert.equal(queryString(), "");
});
