import { onUnmounted, type Ref, ref, shallowRef, watch, type WatchSource } from "vue";

export interface Chunk<T> {
  rows: T[];
  /** null: that was the last one. */
  next: string | null;
}

export interface Paging<T> {
  rows: Ref<readonly T[]>;
  error: Ref<unknown>;
  /** The first chunk is on its way; what was there stays until it comes. */
  loading: Ref<boolean>;
  /** A further chunk is on its way. */
  adding: Ref<boolean>;
  /** Nothing was loaded yet. */
  fresh: Ref<boolean>;
  more(): Promise<void>;
  reload(): Promise<void>;
  /** Puts a changed row in the place of the old one. */
  replace(same: (row: T) => boolean, row: T): void;
  hasMore(): boolean;
}

export type LoadChunk<T> = (cursor: string | null, signal: AbortSignal) => Promise<Chunk<T>>;

/** A list that is read chunk by chunk. A newer first chunk forgets whatever else was under way. */
export function createPaging<T>(load: LoadChunk<T>): Paging<T> & { stop(): void } {
  const rows = shallowRef<readonly T[]>([]);
  const error = shallowRef<unknown>(null);
  const loading = ref(false), adding = ref(false), fresh = ref(true);
  let next: string | null = null;
  let running: AbortController | null = null;

  async function run(cursor: string | null, busy: Ref<boolean>): Promise<void> {
    running?.abort();
    const mine = running = new AbortController();
    loading.value = adding.value = false;
    busy.value = true;
    try {
      const chunk = await load(cursor, mine.signal);
      if (running !== mine) return;
      rows.value = cursor === null ? chunk.rows : [...rows.value, ...chunk.rows];
      next = chunk.next;
      error.value = null;
      fresh.value = false;
    } catch (e) {
      if (running === mine) error.value = e;
    } finally {
      if (running === mine) busy.value = false;
    }
  }

  return {
    rows,
    error,
    loading,
    adding,
    fresh,
    hasMore: () => next !== null,
    reload: () => run(null, loading),
    async more() {
      if (next === null || loading.value || adding.value) return;
      await run(next, adding);
    },
    replace(same, row) {
      rows.value = rows.value.map((r) => same(r) ? row : r);
    },
    stop() {
      running?.abort();
      running = null;
    },
  };
}

/** For use in `setup`: loads now, and anew when one of `on` changes. */
export function usePaging<T>(load: LoadChunk<T>, on: readonly WatchSource<unknown>[] = []): Paging<T> {
  const paging = createPaging(load);
  const stops = on.map((source) => watch(source, () => void paging.reload()));
  onUnmounted(() => {
    paging.stop();
    stops.forEach((stop) => stop());
  });
  void paging.reload();
  return paging;
}
