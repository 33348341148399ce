import { defineComponent } from "vue";
import { QToggle } from "quasar";
import { type InputProps, inputProps } from "../contract.ts";

export const BooleanField = defineComponent<InputProps>((props) => () => (
  <div class="toggle">
    <QToggle
      modelValue={props.value === true}
      onUpdate:modelValue={(v: boolean) => props.onChange(v)}
      label={props.field.label}
      disable={props.disabled}
    />
    {props.error && <p class="input-error" role="alert">{props.error}</p>}
  </div>
), { name: "BooleanField", props: inputProps });
