import assert from "node:assert/strict";
import { type Filter, opsOf, readFilters, writeFilters } from "./filters.ts";
import { fieldTypes } from "./schema.ts";

Deno.test("filters survive the address, whatever is in them", () => {
  const filters: Filter[] = [
    { field: "status", op: "is", values: ["new", "a,b;c:d%2C"] },
    { field: "owner", op: "is", values: ["7~王芳"] },
    { field: "name", op: "empty", values: [] },
  ];
  assert.deepEqual(readFilters(writeFilters(filters)), filters);
  assert.deepEqual(readFilters(undefined), []);
  assert.deepEqual(readFilters(";;x;a:wat:1"), []);
});

Deno.test("every type but files can be asked about", () => {
  for (const type of fieldTypes) {
    assert.equal(opsOf({ key: "f", label: "f", type }).length > 0, type !== "attachment", type);
  }
});
