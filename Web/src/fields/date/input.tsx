import { defineComponent } from "vue";
import { DateInput } from "../../components/date-input.tsx";
import { type InputProps, inputProps } from "../contract.ts";

export const DateField = defineComponent<InputProps>((props) => () => (
  <DateInput
    modelValue={typeof props.value === "string" ? props.value : null}
    label={props.field.label}
    hint={props.field.help}
    error={props.error}
    required={props.field.required}
    disabled={props.disabled}
    onChange={props.onChange}
  />
), { name: "DateField", props: inputProps });
