import { type Component, defineComponent } from "vue";
import { RemoteSelect } from "../../components/remote-select.tsx";
import type { Field } from "../../lib/schema.ts";
import { type InputProps, inputProps } from "../contract.ts";
import { readNamed } from "./display.tsx";

/** An input that looks something up: what, says the field or the type. */
export const lookupField = (name: string, object: (field: Field) => string): Component<InputProps> =>
  defineComponent<InputProps>((props) => () => (
    <RemoteSelect
      object={object(props.field)}
      modelValue={readNamed(props.value)}
      label={props.field.label}
      hint={props.field.help}
      error={props.error}
      required={props.field.required}
      disabled={props.disabled}
      onChange={props.onChange}
    />
  ), { name, props: inputProps });

export const ReferenceField = lookupField("ReferenceField", (field) => field.object ?? "");
