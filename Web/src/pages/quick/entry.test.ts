import assert from "node:assert/strict";
import { emptyDraft } from "./draft.ts";
import { bodyOf, contentOf, isTimed, missing } from "./entry.ts";

const draft = {
  ...emptyDraft(),
  customer: { object: "account", id: 7, label: "华信" },
  channel: "wechat",
};

Deno.test("tags become a sentence when there are no words", () => {
  assert.equal(contentOf(draft, "电话", ["很感兴趣", "要案例"]), "电话沟通，客户反馈：很感兴趣、要案例");
  assert.equal(contentOf({ ...draft, content: " 预算 30 万 " }, "电话", ["要案例"]), "预算 30 万");
});

Deno.test("says what is missing, the first thing first", () => {
  assert.equal(missing(emptyDraft()), "customerMissing");
  assert.equal(missing({ ...draft, channel: null }), "channelMissing");
  assert.equal(missing(draft), "contentMissing");
  assert.equal(missing({ ...draft, tags: ["interested"] }), null);
});

Deno.test("a message has no duration; empty words are not sent", () => {
  const body = bodyOf({ ...draft, minutes: 15, content: "发了方案", nextAction: "  " });
  assert.equal(body.duration_minutes, null);
  assert.equal(body.next_action, null);
  assert.equal(body.record_id, 7);
  assert.ok(isTimed("call") && !isTimed("email"));
});
