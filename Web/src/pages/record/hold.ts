import { onUnmounted } from "vue";

export interface Hold {
  start(then: () => void): void;
  stop(): void;
  /** The press that just ended was a long one, so its click means nothing. */
  was(): boolean;
}

/** A long press: half a second without letting go. For use in `setup`. */
export function useHold(after = 500): Hold {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let long = false;
  const stop = (): void => clearTimeout(timer);
  onUnmounted(stop);
  return {
    start(then) {
      stop();
      long = false;
      timer = setTimeout(() => {
        long = true;
        then();
      }, after);
    },
    stop,
    was: () => long,
  };
}
