import assert from "node:assert/strict";
import { readSchema } from "./schema-read.ts";

const body = {
  number: 3,
  objects: [{
    key: "lead",
    label: "线索",
    label_en: "Lead",
    title: "name",
    summary: ["phone"],
    fields: [
      { key: "name", label: "名称", label_en: null, type: "text", required: true },
      { key: "status", label: "状态", type: "select", options: [{ key: "new", label: "新", color: "blue" }] },
      { key: "account", label: "客户", type: "reference", to: "account" },
      { key: "total", label: "合计", type: "rollup", result: "money" },
      { key: "odd", label: "怪", type: "hologram" },
    ],
    views: [{
      key: "all",
      label: "全部",
      style: "list",
      columns: ["name"],
      filter: null,
      sort: "-created_at",
    }],
    rights: { read: "team", write: "own", create: true, delete: false, export: false },
  }],
  processes: [{
    key: "p",
    object: "lead",
    field: "status",
    stages: [{ key: "new", label: "新", category: "open", probability: 10, evidence: [{ kind: "photo" }] }],
  }],
};

Deno.test("the server's document in the user's language", () => {
  const zh = readSchema(body, false), en = readSchema(body, true);
  assert.equal(zh.objects[0]?.label, "线索");
  assert.equal(en.objects[0]?.label, "Lead");
  assert.equal(en.objects[0]?.fields[0]?.label, "名称", "without English the Chinese stands");
  assert.equal(zh.objects[0]?.fields[1]?.options?.[0]?.tone, "blue");
  assert.equal(zh.objects[0]?.fields[2]?.object, "account");
  assert.deepEqual(zh.views[0], {
    key: "all",
    label: "全部",
    object: "lead",
    kind: "list",
    columns: ["name"],
    sort: "-created_at",
  });
  assert.deepEqual(zh.processes[0]?.stages[0]?.evidence, [{ key: "photo", label: "" }]);
});

Deno.test("a roll-up shows like a formula, a type of tomorrow like text", () => {
  const fields = readSchema(body, false).objects[0]?.fields ?? [];
  assert.deepEqual([fields[3]?.type, fields[3]?.result], ["formula", "money"]);
  assert.equal(fields[4]?.type, "text");
});

Deno.test("nonsense is an empty schema", () => {
  for (const nonsense of [null, 7, "x", [], { objects: [null, 3] }]) {
    assert.deepEqual(readSchema(nonsense, false).objects, []);
  }
});
