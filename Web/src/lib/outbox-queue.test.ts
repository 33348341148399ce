import assert from "node:assert/strict";
import { type Carrier, OutboxQueue, type Sending } from "./outbox-queue.ts";
import { memoryStore, type OutboxEntry } from "./outbox-store.ts";

let at = 0;
const entry = (id: string, change: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  owner: "1:3",
  path: "/touches",
  body: { note: id },
  filesInto: "evidence",
  files: [],
  title: id,
  at: ++at,
  state: "waiting",
  refusal: null,
  ...change,
});
const file = (key: string) => ({ key, name: "门头.jpg", mime: "image/jpeg", blob: new Blob(["x"]) });
const sent = (data: unknown = null): Promise<Sending> => Promise.resolve({ result: "sent", data });

function makeQueue(carrier: Partial<Carrier> = {}) {
  const store = memoryStore(), log: string[] = [];
  const queue = new OutboxQueue(store, {
    sendFile: (f) => {
      log.push(`file ${f.key}`);
      return sent({ id: 90 });
    },
    sendBody: (e, body) => {
      log.push(`${e.id} ${JSON.stringify(body.evidence ?? null)}`);
      return sent();
    },
    ...carrier,
  });
  return { store, queue, log };
}

Deno.test("entries leave oldest first, files before their entry", async () => {
  const { queue, log } = makeQueue();
  await queue.add(entry("a", { files: [file("a:0")] }));
  await queue.add(entry("b"));
  assert.deepEqual(await queue.flush("1:3"), { sent: 2, refused: 0 });
  assert.deepEqual(log, ["file a:0", "a [90]", "b null"]);
  assert.deepEqual(await queue.of("1:3"), []);
});

Deno.test("an entry of another user stays where it is", async () => {
  const { queue, log } = makeQueue();
  await queue.add(entry("a", { owner: "1:4" }));
  assert.deepEqual(await queue.flush("1:3"), { sent: 0, refused: 0 });
  assert.deepEqual(log, []);
  assert.equal((await queue.of("1:4")).length, 1);
});

Deno.test("without a network everything waits, and a file that arrived is not sent twice", async () => {
  let online = false;
  const { queue, log } = makeQueue({
    sendBody: () => online ? sent() : Promise.resolve({ result: "wait" }),
  });
  await queue.add(entry("a", { files: [file("a:0")] }));
  await queue.flush("1:3");
  assert.equal((await queue.of("1:3")).length, 1);
  online = true;
  assert.deepEqual(await queue.flush("1:3"), { sent: 1, refused: 0 });
  assert.deepEqual(log, ["file a:0"]);
});

Deno.test("a refused entry is kept with the reason and does not hold up the next", async () => {
  const { queue } = makeQueue({
    sendBody: (e) => e.id === "bad" ? Promise.resolve({ result: "refused", why: "客户已删除" }) : sent(),
  });
  await queue.add(entry("bad"));
  await queue.add(entry("good"));
  assert.deepEqual(await queue.flush("1:3"), { sent: 1, refused: 1 });
  assert.equal((await queue.of("1:3"))[0]?.refusal, "客户已删除");
  assert.deepEqual(await queue.flush("1:3"), { sent: 0, refused: 0 });
  await queue.retry("bad");
  assert.deepEqual(await queue.flush("1:3"), { sent: 0, refused: 1 });
});

Deno.test("an entry on which the server fails does not hold up the next", async () => {
  const { queue } = makeQueue({
    sendBody: (e) => e.id === "a" ? Promise.resolve({ result: "skip" }) : sent(),
  });
  await queue.add(entry("a"));
  await queue.add(entry("b"));
  assert.deepEqual(await queue.flush("1:3"), { sent: 1, refused: 0 });
  assert.deepEqual((await queue.of("1:3")).map((e) => e.state), ["waiting"]);
});

Deno.test("two flushes at once send each entry once", async () => {
  const { queue, log } = makeQueue();
  await queue.add(entry("a"));
  await Promise.all([queue.flush("1:3"), queue.flush("1:3")]);
  assert.deepEqual(log, ["a null"]);
});

Deno.test("each attempt is told with its outcome", async () => {
  const told: string[] = [];
  const { queue } = makeQueue({
    sendBody: (e) => e.id === "bad" ? Promise.resolve({ result: "refused", why: "太短" }) : sent({ n: 3 }),
    tried: (e, sending) => told.push(`${e.id} ${sending.result}`),
  });
  await queue.add(entry("bad"));
  await queue.add(entry("good"));
  await queue.flush("1:3");
  assert.deepEqual(told, ["bad refused", "good sent"]);
});
