import { type Component, defineComponent, ref, watch } from "vue";
import { TextInput, type TextInputProps } from "../components/text-input.tsx";
import type { Field } from "../lib/schema.ts";
import { type InputProps, inputProps } from "./contract.ts";

export interface TypedInputOptions {
  name: string;
  type?: TextInputProps["type"];
  inputmode?: TextInputProps["inputmode"];
  suffix?: (field: Field) => string | undefined;
  hint?: (typed: string, field: Field) => string | undefined;
  /** How a value stands in the box. */
  write(value: unknown, field: Field): string;
  /** What was typed as the API wants it; undefined when it is nothing sensible yet. */
  read(typed: string, field: Field): unknown;
  /** Said when the box is left with something that cannot be read. */
  wrong?: () => string;
}

/** An input of one line of text over a value of another shape: keeps what was typed until it can be read. */
export function typedInput(options: TypedInputOptions): Component<InputProps> {
  return defineComponent<InputProps>((props) => {
    const typed = ref(options.write(props.value, props.field));
    const wrong = ref(false);
    const readable = (): boolean => options.read(typed.value.trim(), props.field) !== undefined;

    watch(() => props.value, (value) => {
      // an answer to our own typing must not rewrite it under the user's hands
      const mine = typed.value.trim() === "" ? null : options.read(typed.value.trim(), props.field);
      if (mine !== (value ?? null)) typed.value = options.write(value, props.field);
    });
    function change(text: string): void {
      typed.value = text;
      wrong.value &&= !readable();
      const value = text.trim() === "" ? null : options.read(text.trim(), props.field);
      if (value !== undefined) props.onChange(value);
    }

    return () => (
      <TextInput
        modelValue={typed.value}
        label={props.field.label}
        required={props.field.required}
        disabled={props.disabled}
        type={options.type}
        inputmode={options.inputmode}
        suffix={options.suffix?.(props.field)}
        hint={options.hint?.(typed.value, props.field) ?? props.field.help}
        error={wrong.value ? options.wrong?.() : props.error}
        onChange={change}
        onBlur={() => wrong.value = typed.value.trim() !== "" && !readable()}
      />
    );
  }, { name: options.name, props: inputProps });
}

export const asText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
