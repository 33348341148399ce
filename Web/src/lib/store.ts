import { onUnmounted, type Ref, ref, shallowRef, type StopHandle, watch, type WatchSource } from "vue";
import { onStream } from "./sse.ts";

export interface Load<T> {
  /** The last good answer, kept while the next one loads. */
  data: Ref<T | null>;
  error: Ref<unknown>;
  loading: Ref<boolean>;
  reload(): Promise<void>;
}

/**
 * Loads now, and again when one of `on` changes; a newer run aborts the older one.
 * For use in `setup`; outside of it `createLoad` gives the same without the clean-up.
 */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<T>,
  on: readonly WatchSource<unknown>[] = [],
): Load<T> {
  const { stop, ...state } = createLoad(load);
  const stops: StopHandle[] = on.map((source) => watch(source, () => void state.reload()));
  stops.push(onStream("resumed", () => void state.reload()));
  onUnmounted(() => {
    stop();
    stops.forEach((s) => s());
  });
  void state.reload();
  return state;
}

export function createLoad<T>(load: (signal: AbortSignal) => Promise<T>): Load<T> & { stop(): void } {
  const data = shallowRef<T | null>(null);
  const error = shallowRef<unknown>(null);
  const loading = ref(false);
  let running: AbortController | null = null;

  async function reload(): Promise<void> {
    running?.abort();
    const mine = running = new AbortController();
    loading.value = true;
    try {
      const next = await load(mine.signal);
      if (running !== mine) return;
      data.value = next;
      error.value = null;
    } catch (e) {
      if (running === mine) error.value = e;
    } finally {
      if (running === mine) loading.value = false;
    }
  }

  const stop = (): void => {
    running?.abort();
    running = null;
  };
  return { data, error, loading, reload, stop };
}

export interface Act<A extends unknown[], T> {
  busy: Ref<boolean>;
  error: Ref<unknown>;
  /** Resolves to null when it failed (see `error`) or was already under way. */
  run(...args: A): Promise<T | null>;
}

/** One action at a time: a second tap while the first runs does nothing. */
export function useAct<A extends unknown[], T>(act: (...args: A) => Promise<T>): Act<A, T> {
  const busy = ref(false);
  const error = shallowRef<unknown>(null);
  return {
    busy,
    error,
    async run(...args) {
      if (busy.value) return null;
      busy.value = true;
      error.value = null;
      try {
        return await act(...args);
      } catch (e) {
        error.value = e;
        return null;
      } finally {
        busy.value = false;
      }
    },
  };
}

/** Calls `reload` soon after records of this object change, however many at once. For use in `setup`. */
export function useRecordChanges(object: () => string, reload: () => void, wait = 400): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = onStream("record", (event) => {
    if (event.object !== object()) return;
    clearTimeout(timer);
    timer = setTimeout(reload, wait);
  });
  onUnmounted(() => {
    off();
    clearTimeout(timer);
  });
}
