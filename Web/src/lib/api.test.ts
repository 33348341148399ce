import assert from "node:assert/strict";
import { api, call, configureApi, Offline, Problem } from "./api.ts";
import { locale } from "./i18n.ts";

interface Sent {
  url: string;
  init: RequestInit;
  headers: Headers;
}

function answering(response: () => Response): Sent[] {
  const sent: Sent[] = [];
  configureApi({
    fetch: (url, init = {}) => {
      sent.push({ url: String(url), init, headers: new Headers(init.headers) });
      return Promise.resolve(response());
    },
    makeKey: () => "key-1",
  });
  return sent;
}

const refusal = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });

Deno.test("a read sends its query and no write headers", async () => {
  const sent = answering(() => Response.json({ items: [1] }));
  assert.deepEqual(await api.get("/records/lead", { limit: 2, q: "" }), { items: [1] });
  assert.equal(sent[0]?.url, "/api/v1/records/lead?limit=2");
  assert.equal(sent[0]?.headers.get("x-requested-with"), null);
  assert.equal(sent[0]?.headers.get("idempotency-key"), null);
});

Deno.test("a POST carries a key, a PATCH the version that was read", async () => {
  const sent = answering(() => new Response(null, { status: 204 }));
  assert.equal(await api.post("/touches", { a: 1 }), null);
  await api.patch("/records/lead/1", { a: 2 }, { ifMatch: '"7"' });
  assert.equal(sent[0]?.headers.get("idempotency-key"), "key-1");
  assert.equal(sent[0]?.headers.get("x-requested-with"), "yuyan");
  assert.equal(sent[1]?.headers.get("if-match"), '"7"');
  assert.equal(sent[1]?.headers.get("idempotency-key"), null);
});

Deno.test("the etag comes back with the data", async () => {
  answering(() => new Response("{}", { headers: { etag: '"9"' } }));
  assert.equal((await call("GET", "/records/lead/1")).etag, '"9"');
});

Deno.test("a refusal becomes a Problem in the language of the user", async () => {
  answering(() =>
    refusal(422, {
      code: "field.required",
      detail: "请填写手机",
      detail_en: "Phone is required",
      errors: [{ field: "phone", detail: "必填", detail_en: "required" }],
    })
  );
  const problem = await api.post("/records/lead").catch((e: unknown) => e);
  assert.ok(problem instanceof Problem);
  assert.equal(problem.code, "field.required");
  assert.equal(problem.said, "请填写手机");
  assert.equal(problem.forField("phone"), "必填");
  assert.equal(problem.forField("name"), null);
  locale.value = "en";
  assert.equal(problem.said, "Phone is required");
  locale.value = "zh-CN";
});

Deno.test("a refusal that is not JSON is still a Problem, with its waiting time", async () => {
  answering(() => new Response("<html>", { status: 429, headers: { "retry-after": "30" } }));
  const problem = await api.get("/x").catch((e: unknown) => e);
  assert.ok(problem instanceof Problem);
  assert.equal(problem.code, "http.429");
  assert.equal(problem.retryAfter, 30);
});

Deno.test("401 ends the session, no answer is Offline, an abort stays an abort", async () => {
  let ended = 0;
  answering(() => refusal(401, {}));
  configureApi({ onSignedOut: () => void ended++ });
  await assert.rejects(api.get("/x"), Problem);
  assert.equal(ended, 1);
  configureApi({ fetch: () => Promise.reject(new TypeError("failed to fetch")) });
  await assert.rejects(api.get("/x"), Offline);
  const abort = new AbortController();
  abort.abort();
  await assert.rejects(call("GET", "/x", undefined, { signal: abort.signal }), TypeError);
});
