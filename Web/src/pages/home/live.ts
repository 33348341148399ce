import { onUnmounted } from "vue";
import { onStream } from "../../lib/sse.ts";

/** Reloads soon after anything that may change the workbench, however much at once. For use in `setup`. */
export function useLive(reload: () => void, wait = 300): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(reload, wait);
  };
  const stops = (["notification", "record", "clock"] as const).map((kind) => onStream(kind, soon));
  onUnmounted(() => {
    clearTimeout(timer);
    stops.forEach((stop) => stop());
  });
}
