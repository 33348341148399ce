import { defineComponent, onUnmounted, shallowRef } from "vue";
import { QItem, QItemSection, QSelect } from "quasar";
import { t } from "../lib/i18n.ts";
import { lookup, type Reference } from "../lib/lookup.ts";

export interface RemoteSelectProps {
  /** What to look up: the key of an object, "user" or "department". */
  object: string;
  modelValue: Reference | null;
  label: string;
  hint?: string;
  error?: string | null;
  required?: boolean;
  disabled?: boolean;
  onChange: (value: Reference | null) => void;
}

/** One record out of many, found by typing. */
export const RemoteSelect = defineComponent<RemoteSelectProps>((props) => {
  const found = shallowRef<Reference[]>([]);
  let running: AbortController | null = null;
  onUnmounted(() => running?.abort());

  async function filter(typed: string, done: (fn: () => void) => void, fail: () => void): Promise<void> {
    running?.abort();
    const mine = running = new AbortController();
    try {
      const items = await lookup(props.object, typed.trim(), mine.signal);
      if (running === mine) done(() => found.value = items);
    } catch {
      fail();
    }
  }

  return () => {
    const error = props.error ?? "";
    return (
      <QSelect
        class="input"
        outlined
        hideBottomSpace
        noErrorIcon
        modelValue={props.modelValue}
        onUpdate:modelValue={(v: Reference | null) => props.onChange(v)}
        options={found.value}
        optionValue="id"
        optionLabel="label"
        useInput
        fillInput
        hideSelected
        inputDebounce={250}
        onFilter={filter}
        clearable={!props.required}
        label={props.required ? `${props.label} *` : props.label}
        hint={props.hint}
        error={error !== ""}
        errorMessage={error}
        disable={props.disabled}
        behavior="menu"
      >
        {{
          "no-option": () => (
            <QItem>
              <QItemSection class="muted">{t("field.noMatch")}</QItemSection>
            </QItem>
          ),
        }}
      </QSelect>
    );
  };
}, {
  name: "RemoteSelect",
  props: {
    object: null,
    modelValue: null,
    label: null,
    hint: null,
    error: null,
    required: Boolean,
    disabled: Boolean,
    onChange: null,
  },
});
