import type { VNode } from "vue";
import type { Tone } from "../lib/schema.ts";

export interface StatusChipProps {
  /** The word; the colour only repeats it. */
  label: string;
  tone?: Tone;
  icon?: VNode;
}

export function StatusChip({ label, tone = "grey", icon }: StatusChipProps): VNode {
  return (
    <span class={`chip tone-${tone}`}>
      {icon}
      {label}
    </span>
  );
}
