import { computed, defineComponent } from "vue";
import { icons } from "icons";
import { useNow } from "../lib/clock.ts";
import type { Tone } from "../lib/schema.ts";
import { formatCountdown, formatDateTime } from "../lib/times.ts";
import { Icon } from "./icon.tsx";

export interface CountdownProps {
  /** UTC milliseconds. */
  deadline: number;
  /** Yellow from this much time left; a quarter of an hour when not told. */
  soon?: number;
}

/** 剩 12 分钟 / 超时 3 小时, by the server's clock. */
export const Countdown = defineComponent<CountdownProps>((props) => {
  const now = useNow();
  const tone = computed<Tone>(() => {
    const left = props.deadline - now.value;
    return left < 0 ? "red" : left <= (props.soon ?? 15 * 60_000) ? "yellow" : "grey";
  });
  return () => (
    <span class={`chip tone-${tone.value}`} title={formatDateTime(props.deadline, now.value)}>
      <Icon path={icons.schedule} size={14} />
      {formatCountdown(props.deadline, now.value)}
    </span>
  );
}, { name: "Countdown", props: { deadline: null, soon: null } });
