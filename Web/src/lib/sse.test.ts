import assert from "node:assert/strict";
import { serverNow } from "./clock.ts";
import { backoff, deliver, onStream } from "./sse.ts";

Deno.test("waiting grows to a minute and is spread", () => {
  assert.deepEqual([0, 1, 2, 9, 99].map((n) => backoff(n, 0)), [1000, 2000, 4000, 60_000, 60_000]);
  assert.equal(backoff(0, 1), 1250);
});

Deno.test("a handler hears its kind until it is taken off", () => {
  const heard: number[] = [];
  const off = onStream("record", (e) => heard.push(e.id));
  deliver("record", { object: "lead", id: 1 });
  deliver("notification", { id: 9 });
  off();
  deliver("record", { object: "lead", id: 2 });
  assert.deepEqual(heard, [1]);
});

Deno.test("a clock event moves the server's clock", () => {
  deliver("clock", { now: 123_000, running: false });
  assert.equal(serverNow(), 123_000);
});
