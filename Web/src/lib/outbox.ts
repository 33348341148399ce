import { reactive } from "vue";
import { api, Offline, Problem } from "./api.ts";
import { serverNow } from "./clock.ts";
import { sayShortly } from "./explain.ts";
import { uploadFile } from "./files.ts";
import { type Carrier, OutboxQueue, type Sending } from "./outbox-queue.ts";
import { indexedDbStore, memoryStore, type OutboxEntry } from "./outbox-store.ts";
import { session } from "./session.ts";

export const outbox = reactive<{ online: boolean; sending: boolean; entries: OutboxEntry[] }>({
  online: typeof navigator === "undefined" ? true : navigator.onLine,
  sending: false,
  /** Of the user who is logged in, oldest first. */
  entries: [],
});

const owner = (): string | null =>
  session.body === null ? null : `${session.body.workspace.id}:${session.body.user.id}`;

async function trying(send: () => Promise<unknown>): Promise<Sending> {
  try {
    return { result: "sent", data: await send() };
  } catch (error) {
    if (error instanceof Offline) return { result: "wait" };
    if (!(error instanceof Problem)) throw error;
    if ([401, 429, 502, 503, 504].includes(error.status)) return { result: "wait" };
    if (error.status >= 500 || error.status === 408) return { result: "skip" };
    return { result: "refused", why: sayShortly(error) };
  }
}

/** Who waits for the fate of an entry. */
const listeners = new Map<string, (sending: Sending) => void>();

const carrier: Carrier = {
  sendFile: (file) => trying(() => uploadFile(file.blob, file.name, { key: file.key })),
  sendBody: (entry, body) => trying(() => api.post(entry.path, body, { idempotencyKey: entry.id })),
  tried: (entry, sending) => listeners.get(entry.id)?.(sending),
};

const queue = new OutboxQueue(typeof indexedDB === "undefined" ? memoryStore() : indexedDbStore(), carrier);

export async function refreshOutbox(): Promise<void> {
  const who = owner();
  outbox.entries = who === null ? [] : await queue.of(who);
}

/** Sends what waits. Called at start, when the network is back, when the page is seen again, after an add. */
export async function flushOutbox(): Promise<void> {
  const who = owner();
  if (who === null) return;
  outbox.sending = true;
  try {
    await queue.flush(who);
  } finally {
    outbox.sending = false;
    await refreshOutbox();
  }
}

export interface NewEntry {
  path: string;
  body: Record<string, unknown>;
  title: string;
  files?: readonly File[];
  /** The member of the body that gets the file ids; "files" when not told. */
  filesInto?: string;
}

/**
 * Saves an entry on this device and tries to send it at once. Resolves to its client key as soon as it is on
 * disk: from then on it cannot be lost, with or without a network.
 */
export async function enqueue(entry: NewEntry): Promise<string> {
  const id = await keep(entry);
  void flushOutbox();
  return id;
}

/** What became of an entry while the user looked on. */
export type Delivery =
  | { result: "sent"; data: unknown }
  | { result: "refused"; why: string }
  | { result: "waiting" };

/**
 * As `enqueue`, and waits a while for the server's answer. What the server refuses is not kept here: the form
 * that asked still has it. Without an answer in time the entry goes on by itself.
 */
export async function deliver(entry: NewEntry, patience = 8000): Promise<Delivery> {
  const id = await keep(entry);
  const heard = new Promise<Sending>((resolve) => {
    listeners.set(id, resolve);
    setTimeout(() => resolve({ result: "wait" }), patience);
  });
  // a run that was just ending may have missed it
  void flushOutbox().then(() => listeners.has(id) ? flushOutbox() : undefined);
  const sending = await heard;
  listeners.delete(id);
  if (sending.result === "refused") await discardEntry(id);
  return sending.result === "wait" || sending.result === "skip" ? { result: "waiting" } : sending;
}

async function keep(entry: NewEntry): Promise<string> {
  const who = owner();
  if (who === null) throw new Error("nobody is logged in");
  const id = crypto.randomUUID();
  await queue.add({
    id,
    owner: who,
    path: entry.path,
    body: { occurred_at: serverNow(), ...structuredClone(entry.body), client_key: id },
    filesInto: entry.filesInto ?? "files",
    files: (entry.files ?? []).map((f, i) => ({ key: `${id}-${i}`, name: f.name, mime: f.type, blob: f })),
    title: entry.title,
    at: Date.now(),
    state: "waiting",
    refusal: null,
  });
  await refreshOutbox();
  return id;
}

export async function discardEntry(id: string): Promise<void> {
  await queue.discard(id);
  await refreshOutbox();
}

export async function retryEntry(id: string): Promise<void> {
  await queue.retry(id);
  await flushOutbox();
}
