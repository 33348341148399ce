import assert from "node:assert/strict";
import { filterQuery } from "./filter-query.ts";
import type { Filter } from "./filters.ts";
import type { Query } from "./match.ts";
import type { Field, FieldType } from "./schema.ts";

const types: FieldType[] = ["select", "user", "money", "date", "datetime", "text", "boolean"];
const fields: Record<string, Field> = Object.fromEntries(
  types.map((type) => [type, { key: type, label: type, type }]),
);
const ask = (filters: Filter[], formula = "") => filterQuery(filters, (key) => fields[key] ?? null, formula);

fields.total = { key: "total", label: "合计", type: "formula", result: "money" };
fields.met = { key: "met", label: "达成", type: "formula", result: "boolean" };
const asked: [Filter, Query][] = [
  [{ field: "select", op: "is", values: ["a", "b"] }, { "f.select": "a,b" }],
  [{ field: "user", op: "is", values: ["7~王芳"] }, { "f.user": "7" }],
  [{ field: "select", op: "not", values: ["lost"] }, { "f.select.ne": "lost" }],
  [{ field: "money", op: "ge", values: ["1280050"] }, { "f.money.ge": "1280050" }],
  [{ field: "money", op: "between", values: ["1", "5"] }, { "f.money.between": "1,5" }],
  [{ field: "date", op: "le", values: ["2026-06-01"] }, { "f.date.le": "2026-06-01" }],
  [{ field: "text", op: "contains", values: ["华,信"] }, { "f.text.contains": "华,信" }],
  [{ field: "text", op: "filled", values: [] }, { "f.text.filled": "1" }],
  [{ field: "text", op: "is", values: ['a,"b"'] }, { filter: 'OR({text}="a,""b""")' }],
  [{ field: "select", op: "not", values: ["a", "b"] }, { filter: 'AND({select}<>@"a",{select}<>@"b")' }],
  [{ field: "datetime", op: "le", values: ["2026-06-01"] }, { filter: "{datetime}<DATE(2026,6,1)+1" }],
  [{ field: "total", op: "ge", values: ["1280050"] }, { filter: "{total}>=12800.5" }],
  [{ field: "met", op: "is", values: ["true"] }, { filter: "OR({met}=TRUE)" }],
  [{ field: "datetime", op: "last", values: ["7"] }, {
    filter: "AND({datetime}>=TODAY()-7,{datetime}<=NOW())",
  }],
  [{ field: "date", op: "next", values: ["7"] }, { filter: "AND({date}>=TODAY(),{date}<TODAY()+8)" }],
  [{ field: "date", op: "past", values: [] }, { filter: "{date}<TODAY()" }],
];
for (const [filter, query] of asked) {
  Deno.test(`${filter.field} ${filter.op} ${filter.values} asks ${JSON.stringify(query)}`, () => {
    assert.deepEqual(ask([filter]), query);
  });
}

Deno.test("several parts and the user's formula hold together; unknown fields are left out", () => {
  const filters: Filter[] = [
    { field: "date", op: "past", values: [] },
    { field: "select", op: "is", values: ["a"] },
    { field: "select", op: "is", values: ["b"] },
    { field: "gone", op: "empty", values: [] },
  ];
  assert.deepEqual(ask(filters, " 金额>5 "), {
    filter: 'AND(金额>5,{date}<TODAY(),OR({select}=@"b"))',
    "f.select": "a",
  });
});
