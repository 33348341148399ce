import { defineComponent } from "vue";
import { Icon } from "./icon.tsx";

export interface ChipChoice {
  value: string;
  label: string;
  icon?: string;
}

export interface ChoiceChipsProps {
  /** What is chosen from, for screen readers. */
  label: string;
  options: readonly ChipChoice[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
}

/** Large buttons that stay pressed: quicker than a select for a handful of options. */
export const ChoiceChips = defineComponent<ChoiceChipsProps>(
  (props) => () => (
    <div class="choices" role="group" aria-label={props.label}>
      {props.options.map((o) => (
        <button
          key={o.value}
          type="button"
          class={["choice", props.chosen.includes(o.value) && "chosen"]}
          aria-pressed={props.chosen.includes(o.value) ? "true" : "false"}
          onClick={() => props.onToggle(o.value)}
        >
          {o.icon !== undefined && <Icon path={o.icon} size={18} />}
          {o.label}
        </button>
      ))}
    </div>
  ),
  { name: "ChoiceChips", props: { label: null, options: null, chosen: null, onToggle: null } },
);
