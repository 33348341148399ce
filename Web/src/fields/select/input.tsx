import { defineComponent } from "vue";
import { type Choice, SelectInput } from "../../components/select-input.tsx";
import type { Field } from "../../lib/schema.ts";
import { type InputProps, inputProps } from "../contract.ts";

/** What can be chosen: the options in use, and the retired one that the record still has. */
export const choicesOf = (field: Field, held: readonly unknown[]): Choice[] =>
  (field.options ?? []).filter((o) => !o.retired || held.includes(o.key))
    .map((o) => ({ value: o.key, label: o.label }));

export const SelectField = defineComponent<InputProps>((props) => () => (
  <SelectInput
    modelValue={typeof props.value === "string" ? props.value : null}
    options={choicesOf(props.field, [props.value])}
    label={props.field.label}
    hint={props.field.help}
    error={props.error}
    required={props.field.required}
    disabled={props.disabled}
    onChange={props.onChange}
  />
), { name: "SelectField", props: inputProps });
