import { defineComponent } from "vue";
import { MultiSelectInput } from "../../components/select-input.tsx";
import { type InputProps, inputProps } from "../contract.ts";
import { choicesOf } from "../select/input.tsx";

const keys = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((k): k is string => typeof k === "string") : [];

export const MultiSelectField = defineComponent<InputProps>((props) => () => (
  <MultiSelectInput
    modelValue={keys(props.value)}
    options={choicesOf(props.field, keys(props.value))}
    label={props.field.label}
    hint={props.field.help}
    error={props.error}
    required={props.field.required}
    disabled={props.disabled}
    onChange={props.onChange}
  />
), { name: "MultiSelectField", props: inputProps });
