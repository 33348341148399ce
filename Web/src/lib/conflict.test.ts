import assert from "node:assert/strict";
import { readConflict } from "./conflict.ts";
import { Problem } from "./problem.ts";
import { setSchema } from "./schema.ts";

setSchema({
  number: 1,
  objects: [{
    key: "lead",
    label: "线索",
    title: "name",
    fields: [
      { key: "name", label: "姓名", type: "text" },
      { key: "budget", label: "预算", type: "money" },
      { key: "updated_at", label: "更新时间", type: "datetime", system: true },
    ],
  }],
});
const before = {
  id: 7,
  version: 2,
  title: "王芳",
  owner: null,
  warning: null,
  values: { name: "王芳", budget: 100, updated_at: 1 },
};

Deno.test("who changed what since it was read", () => {
  const current = {
    id: 7,
    version: 3,
    values: { name: "王芳", budget: 1_280_000, updated_at: 5, updated_by: { id: 2, label: "张伟" } },
  };
  const conflict = readConflict("lead", new Problem(412, { current }), before);
  assert.equal(conflict?.by, "张伟");
  assert.equal(conflict?.at, 5);
  assert.equal(conflict?.current.version, 3);
  assert.deepEqual(conflict?.changes, [{ label: "预算", before: "¥1.00", after: "¥12,800.00" }]);
});

Deno.test("without the newest record there is nothing to compare", () => {
  assert.equal(readConflict("lead", new Problem(412, {}), before), null);
});
