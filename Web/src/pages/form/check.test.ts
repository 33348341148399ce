import assert from "node:assert/strict";
import { answersOf, checkAnswers, plainPhone } from "./check.ts";
import { lookOf, readForm, utmOf } from "./read.ts";

const form = readForm({
  company: "华信",
  label: "咨询",
  consent: "我同意",
  fields: [
    { field: "name", label: "姓名", type: "text", required: true },
    { field: "phone", label: "电话", type: "phone", required: true },
    { field: "demand", label: "需求", type: "longtext", required: false },
  ],
});

Deno.test("what is missing or malformed is said at its field", () => {
  const wrong = checkAnswers(form, { phone: "12" }, false);
  assert.deepEqual(Object.keys(wrong), ["name", "phone", "consent"]);
  assert.deepEqual(checkAnswers(form, { name: "王", phone: "+86 139 1234 5678" }, true), {});
});

Deno.test("numbers as people write them", () => {
  assert.equal(plainPhone("１３９１２３４５６７８"), "13912345678");
  assert.equal(plainPhone("139-1234-5678"), "13912345678");
  assert.equal(plainPhone("021-5555 6666"), "021-55556666");
});

Deno.test("only what was answered is sent", () => {
  assert.deepEqual(answersOf(form, { name: " 王芳 ", demand: " " }), { name: "王芳" });
});

Deno.test("the address tells where the visitor came from, and nothing else", () => {
  assert.deepEqual(utmOf("?utm_source=wechat&utm_campaign=618&id=7&utm_=x"), {
    utm_source: "wechat",
    utm_campaign: "618",
  });
});

Deno.test("the keyboard suits the question", () => {
  assert.equal(lookOf(form.questions[1]!).inputmode, "tel");
  assert.equal(lookOf(form.questions[0]!).autocomplete, "name");
});
