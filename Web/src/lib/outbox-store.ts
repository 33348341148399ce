// What waits on this device, in IndexedDB: survives reloads and needs no service worker.

export interface OutboxFile {
  /** Also the idempotency key of its upload. */
  key: string;
  name: string;
  mime: string;
  blob: Blob;
  /** Given by the server; then the file is not sent again. */
  id?: number;
}

export interface OutboxEntry {
  /** The idempotency key and client key of the record. */
  id: string;
  /** Whose it is: others who log in on this device neither see nor send it. */
  owner: string;
  /** Below /api/v1, for a POST. */
  path: string;
  body: Record<string, unknown>;
  /** The member of the body that gets the ids of the files. */
  filesInto: string | null;
  files: OutboxFile[];
  /** A line that tells the user which entry this is. */
  title: string;
  at: number;
  state: "waiting" | "refused";
  /** Why the server refused it, in its words. */
  refusal: string | null;
}

export interface OutboxStore {
  all(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves when the change is on disk, not merely asked for. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

export function indexedDbStore(name = "yuyan-outbox"): OutboxStore {
  let opened: Promise<IDBDatabase> | null = null;
  const database = () =>
    opened ??= (() => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "id" });
      return done(request);
    })();
  async function write(change: (entries: IDBObjectStore) => void): Promise<void> {
    const transaction = (await database()).transaction("entries", "readwrite");
    change(transaction.objectStore("entries"));
    await committed(transaction);
  }
  return {
    async all() {
      const entries = (await database()).transaction("entries").objectStore("entries");
      const rows = await done(entries.getAll()) as OutboxEntry[];
      return rows.sort((a, b) => a.at - b.at);
    },
    put: (entry) => write((entries) => void entries.put(entry)),
    remove: (id) => write((entries) => void entries.delete(id)),
  };
}

/** For browsers that forbid IndexedDB, and for tests: nothing survives a reload. */
export function memoryStore(): OutboxStore {
  const rows = new Map<string, OutboxEntry>();
  return {
    all: () => Promise.resolve([...rows.values()].sort((a, b) => a.at - b.at)),
    put: (entry) => Promise.resolve(void rows.set(entry.id, structuredClone(entry))),
    remove: (id) => Promise.resolve(void rows.delete(id)),
  };
}
