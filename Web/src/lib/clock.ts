import { computed, type ComputedRef, onUnmounted, ref } from "vue";

/** Countdowns follow the server's clock, which a demonstration may set by hand. */
interface ServerClock {
  /** The server's time at `read`. */
  base: number;
  read: number;
  /** false: the server's clock stands still until it says otherwise. */
  running: boolean;
}

const clock = ref<ServerClock>({ base: 0, read: 0, running: true });
let known = false;

/** The time zone of the workspace, in which days begin and times are said. */
export const zone = ref("Asia/Shanghai");

export function setServerNow(now: number, running = clock.value.running, device: number = Date.now()): void {
  clock.value = { base: now, read: device, running };
  known = true;
}

/** UTC milliseconds by the server's clock; the device's own until the server was heard. */
export function serverNow(device: number = Date.now()): number {
  const { base, read, running } = clock.value;
  if (!known) return device;
  return running ? base + device - read : base;
}

const tick = ref(0);
let timer: ReturnType<typeof setInterval> | null = null;
let watchers = 0;

function start(): void {
  watchers++;
  timer ??= setInterval(() => {
    if (typeof document === "undefined" || document.visibilityState === "visible") tick.value++;
  }, 1000);
}

function stop(): void {
  watchers--;
  if (watchers > 0 || timer === null) return;
  clearInterval(timer);
  timer = null;
}

/** The server's time as a value that moves, in steps of `step` milliseconds. For use in `setup` only. */
export function useNow(step = 1000): ComputedRef<number> {
  start();
  onUnmounted(stop);
  return computed(() => {
    void tick.value;
    return Math.floor(serverNow() / step) * step;
  });
}
