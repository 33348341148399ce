import assert from "node:assert/strict";
import { type Chunk, createPaging } from "./paging.ts";

Deno.test("chunk after chunk until there is no more", async () => {
  const chunks: Record<string, Chunk<number>> = {
    "": { rows: [1, 2], next: "a" },
    a: { rows: [3], next: null },
  };
  const paging = createPaging<number>((cursor) => Promise.resolve(chunks[cursor ?? ""] as Chunk<number>));
  await paging.reload();
  assert.deepEqual([paging.rows.value, paging.hasMore()], [[1, 2], true]);
  await paging.more();
  await paging.more();
  assert.deepEqual([paging.rows.value, paging.hasMore()], [[1, 2, 3], false]);
  paging.replace((n) => n === 2, 20);
  assert.deepEqual(paging.rows.value, [1, 20, 3]);
});

Deno.test("a slow answer to an old question changes nothing", async () => {
  const answers: ((chunk: Chunk<string>) => void)[] = [];
  const paging = createPaging<string>(() => new Promise((resolve) => answers.push(resolve)));
  const first = paging.reload(), second = paging.reload();
  answers[1]?.({ rows: ["new"], next: null });
  await second;
  answers[0]?.({ rows: ["old"], next: "x" });
  await first;
  assert.deepEqual([paging.rows.value, paging.hasMore(), paging.loading.value], [["new"], false, false]);
});

Deno.test("a failure keeps what was there", async () => {
  let broken = false;
  const paging = createPaging<number>(() =>
    broken ? Promise.reject(new Error("no")) : Promise.resolve({ rows: [1], next: null })
  );
  await paging.reload();
  broken = true;
  await paging.reload();
  assert.deepEqual(paging.rows.value, [1]);
  assert.ok(paging.error.value instanceof Error);
});
