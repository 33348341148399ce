import { defineComponent } from "vue";
import { QInput } from "quasar";

export interface TextInputProps {
  modelValue: string;
  label: string;
  type?: "text" | "password" | "email" | "tel" | "url" | "search" | "textarea";
  hint?: string;
  placeholder?: string;
  /** Shown in red under the field; the field is then marked as wrong. */
  error?: string | null;
  required?: boolean;
  disabled?: boolean;
  autofocus?: boolean;
  autocomplete?: string;
  inputmode?: "numeric" | "decimal" | "tel" | "email" | "search" | "text";
  prefix?: string;
  suffix?: string;
  maxlength?: number;
  /** Waits this long after the last key before telling. */
  debounce?: number;
  onChange: (value: string) => void;
  onBlur?: () => void;
}

/** Slots: `before` and `after` inside the frame. */
export const TextInput = defineComponent<TextInputProps>((props, { slots }) => {
  return () => {
    const error = props.error ?? "";
    return (
      <QInput
        class="input"
        outlined
        noErrorIcon
        hideBottomSpace
        modelValue={props.modelValue}
        onUpdate:modelValue={(v: string | number | null) => props.onChange(String(v ?? ""))}
        onBlur={() => props.onBlur?.()}
        type={props.type ?? "text"}
        autogrow={props.type === "textarea"}
        label={props.required ? `${props.label} *` : props.label}
        hint={props.hint}
        placeholder={props.placeholder}
        error={error !== ""}
        errorMessage={error}
        disable={props.disabled}
        autofocus={props.autofocus}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        prefix={props.prefix}
        suffix={props.suffix}
        maxlength={props.maxlength}
        debounce={props.debounce}
        aria-required={props.required ? "true" : undefined}
        aria-invalid={error !== "" ? "true" : undefined}
      >
        {{
          ...(slots.before ? { prepend: slots.before } : {}),
          ...(slots.after ? { append: slots.after } : {}),
        }}
      </QInput>
    );
  };
}, {
  name: "TextInput",
  props: {
    modelValue: null,
    label: null,
    type: null,
    hint: null,
    placeholder: null,
    error: null,
    required: Boolean,
    disabled: Boolean,
    autofocus: Boolean,
    autocomplete: null,
    inputmode: null,
    prefix: null,
    suffix: null,
    maxlength: null,
    debounce: null,
    onChange: null,
    onBlur: null,
  },
});
