import assert from "node:assert/strict";
import { createLoad, useAct } from "./store.ts";

Deno.test("a newer load wins over an older one that answers late", async () => {
  const answers: ((v: string) => void)[] = [];
  const load = createLoad(() => new Promise<string>((resolve) => answers.push(resolve)));
  const first = load.reload(), second = load.reload();
  answers[1]?.("new");
  answers[0]?.("old");
  await Promise.all([first, second]);
  assert.equal(load.data.value, "new");
  assert.equal(load.loading.value, false);
});

Deno.test("a failure keeps the data of before", async () => {
  let fail = false;
  const load = createLoad(() => fail ? Promise.reject(new Error("no")) : Promise.resolve(1));
  await load.reload();
  fail = true;
  await load.reload();
  assert.equal(load.data.value, 1);
  assert.ok(load.error.value instanceof Error);
});

Deno.test("a second tap does nothing while the first runs", async () => {
  let runs = 0;
  const act = useAct(() => Promise.resolve(++runs));
  assert.deepEqual(await Promise.all([act.run(), act.run()]), [1, null]);
  const bad = useAct(() => Promise.reject(new Error("no")));
  assert.equal(await bad.run(), null);
  assert.ok(bad.error.value instanceof Error);
  assert.equal(bad.busy.value, false);
});
