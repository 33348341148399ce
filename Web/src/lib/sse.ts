import { setServerNow } from "./clock.ts";

export interface StreamEvents {
  /** A notice for this user; `unread` is the new count. */
  notification: {
    id?: number;
    kind?: string;
    urgency?: "now" | "today" | "digest";
    title?: string;
    title_en?: string;
    object?: string | null;
    record_id?: number | null;
    unread?: number;
  };
  /** A record that this user may see has changed. */
  record: { object: string; id: number; kind?: string };
  /** The server's clock was moved. */
  clock: { now: number; running?: boolean };
  /** The stream is back after a gap: what was missed must be read again. */
  resumed: Record<string, never>;
}
export type StreamKind = keyof StreamEvents;

type Handler<K extends StreamKind> = (event: StreamEvents[K]) => void;
type Handlers = { [K in StreamKind]: Set<Handler<K>> };

const handlers: Handlers = {
  notification: new Set(),
  record: new Set(),
  clock: new Set(),
  resumed: new Set(),
};

/** Calls `handler` for each event of this kind until the returned function is called. */
export function onStream<K extends StreamKind>(kind: K, handler: Handler<K>): () => void {
  handlers[kind].add(handler);
  return () => void handlers[kind].delete(handler);
}

export function deliver<K extends StreamKind>(kind: K, event: StreamEvents[K]): void {
  for (const handler of [...handlers[kind]]) handler(event);
}

/** Waits 1, 2, 4 … 60 s, each with up to a quarter of chance on top, so that clients do not come back at once. */
export function backoff(attempt: number, chance: number = Math.random()): number {
  const base = Math.min(60_000, 1000 * 2 ** Math.min(attempt, 10));
  return Math.round(base * (1 + chance / 4));
}

let source: EventSource | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;
let attempt = 0;
let open = false;

function listen<K extends StreamKind>(on: EventSource, kind: K): void {
  on.addEventListener(kind, (event: MessageEvent<string>) => {
    let data: unknown;
    try {
      data = JSON.parse(event.data);
    } catch {
      return; // not ours
    }
    deliver(kind, data as StreamEvents[K]);
  });
}

function connect(): void {
  timer = null;
  const next = source = new EventSource("/api/v1/stream");
  next.onopen = () => {
    if (attempt > 0) deliver("resumed", {});
    attempt = 0;
  };
  next.onerror = () => {
    next.close();
    if (source !== next || !open) return;
    source = null;
    timer = setTimeout(connect, backoff(attempt++));
  };
  for (const kind of ["notification", "record", "clock"] as const) listen(next, kind);
}

/** Opens the stream; it stays open over failures until `closeStream`. */
export function openStream(): void {
  if (open) return;
  open = true;
  connect();
}

export function closeStream(): void {
  open = false;
  attempt = 0;
  source?.close();
  source = null;
  if (timer !== null) clearTimeout(timer);
  timer = null;
}

/** The network is back: no need to wait for the next attempt. */
export function reconnectNow(): void {
  if (!open || timer === null) return;
  clearTimeout(timer);
  connect();
}

onStream("clock", ({ now, running }) => setServerNow(now, running));
