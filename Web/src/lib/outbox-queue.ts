import type { OutboxEntry, OutboxFile, OutboxStore } from "./outbox-store.ts";

/** "wait": nobody answers, stop here. "skip": the server failed on this one, try the others. */
export type Sending =
  | { result: "sent"; data: unknown }
  | { result: "wait" }
  | { result: "skip" }
  | { result: "refused"; why: string };

export interface Carrier {
  sendFile(file: OutboxFile): Promise<Sending>;
  sendBody(entry: OutboxEntry, body: Record<string, unknown>): Promise<Sending>;
  /** Told after each attempt, once its outcome is on disk. */
  tried?(entry: OutboxEntry, sending: Sending): void;
}

export interface Flushed {
  sent: number;
  refused: number;
}

/** Oldest first, each once; what the server refuses stays here for the user to decide. */
export class OutboxQueue {
  #busy: Promise<Flushed> | null = null;
  constructor(private store: OutboxStore, private carrier: Carrier) {}

  add(entry: OutboxEntry): Promise<void> {
    return this.store.put(entry);
  }

  async of(owner: string): Promise<OutboxEntry[]> {
    return (await this.store.all()).filter((e) => e.owner === owner);
  }

  discard(id: string): Promise<void> {
    return this.store.remove(id);
  }

  async retry(id: string): Promise<void> {
    const entry = (await this.store.all()).find((e) => e.id === id);
    if (entry) await this.store.put({ ...entry, state: "waiting", refusal: null });
  }

  /** Sends what waits for this owner; concurrent calls share one run. */
  flush(owner: string): Promise<Flushed> {
    return this.#busy ??= this.#run(owner).finally(() => this.#busy = null);
  }

  async #run(owner: string): Promise<Flushed> {
    const out: Flushed = { sent: 0, refused: 0 };
    const handled = new Set<string>();
    for (;;) {
      // read again each time: an entry made during the run belongs to it
      const entry = (await this.of(owner)).find((e) => e.state === "waiting" && !handled.has(e.id));
      if (entry === undefined) return out;
      handled.add(entry.id);
      const sending = await this.#send(entry);
      if (sending.result === "sent") {
        await this.store.remove(entry.id);
        out.sent++;
      } else if (sending.result === "refused") {
        await this.store.put({ ...entry, state: "refused", refusal: sending.why });
        out.refused++;
      }
      this.carrier.tried?.(entry, sending);
      if (sending.result === "wait") return out;
    }
  }

  async #send(entry: OutboxEntry): Promise<Sending> {
    for (const file of entry.files) {
      if (file.id !== undefined) continue;
      const sending = await this.carrier.sendFile(file);
      if (sending.result !== "sent") return sending;
      file.id = (sending.data as { id: number }).id;
      await this.store.put(entry); // a later attempt need not send it again
    }
    const ids = entry.files.map((f) => f.id);
    const body = entry.filesInto === null || ids.length === 0
      ? entry.body
      : { ...entry.body, [entry.filesInto]: ids };
    return await this.carrier.sendBody(entry, body);
  }
}
