import assert from "node:assert/strict";
import { explain } from "./explain.ts";
import { Offline, Problem } from "./problem.ts";

Deno.test("the server's own words come first", () => {
  const e = explain(new Problem(409, { code: "stage.gate", detail: "还缺报价单", mend: "上传报价单" }));
  assert.equal(e.what, "还缺报价单");
  assert.equal(e.mend, "上传报价单");
  assert.equal(e.again, false);
  assert.equal(e.code, "stage.gate");
});

Deno.test("a refusal with a reason does not say to try again later", () => {
  assert.equal(explain(new Problem(422, { detail: "线索要有公司名称" })).mend, "");
  assert.match(explain(new Problem(429, { detail: "太快了" }, 9)).mend, /9/);
});

Deno.test("without them the status decides, and waiting is said in seconds", () => {
  assert.equal(explain(new Problem(403, {})).what, "你没有查看这里的权限。");
  assert.match(explain(new Problem(429, {}, 12)).mend, /12/);
  assert.equal(explain(new Problem(412, {})).what, "这条内容刚被别人改过。");
  assert.equal(explain(new Problem(500, {})).again, true);
});

Deno.test("offline says where new entries go; the unexpected is still explained", () => {
  assert.match(explain(new Offline()).mend, /保存在本机/);
  assert.match(explain(new TypeError("Failed to fetch dynamically imported module")).what, /没有下载完整/);
  assert.ok(explain("?").what.length > 0);
});
