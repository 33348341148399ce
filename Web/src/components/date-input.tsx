import { defineComponent, ref, watch } from "vue";
import { QDate, QPopupProxy } from "quasar";
import { icons } from "icons";
import { t } from "../lib/i18n.ts";
import { formatDate } from "../lib/times.ts";
import { IconButton } from "./button.tsx";
import { TextInput } from "./text-input.tsx";

export interface DateInputProps {
  /** 'YYYY-MM-DD', or null. */
  modelValue: string | null;
  label: string;
  hint?: string;
  error?: string | null;
  required?: boolean;
  disabled?: boolean;
  onChange: (value: string | null) => void;
}

/** A date that exists, from 2025-6-1, 2025/06/01 or 20250601. */
export function readDate(typed: string): string | null {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(typed.trim());
  if (match === null) return null;
  const date = `${match[1]}-${match[2]!.padStart(2, "0")}-${match[3]!.padStart(2, "0")}`;
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? null : date;
}

/** Typed or picked; tells only of whole, existing dates. */
export const DateInput = defineComponent<DateInputProps>((props) => {
  const typed = ref(props.modelValue ?? "");
  const wrong = ref(false);
  const popup = ref<{ hide(): void }>();
  watch(() => props.modelValue, (v) => {
    typed.value = v ?? "";
    wrong.value = false;
  });

  function read(text: string): void {
    typed.value = text;
    const date = readDate(text);
    if (date !== null) props.onChange(date);
    else if (text.trim() === "") props.onChange(null);
  }
  function leave(): void {
    wrong.value = typed.value.trim() !== "" && readDate(typed.value) === null;
  }
  function pick(date: string | null): void {
    props.onChange(date);
    popup.value?.hide();
  }

  return () => (
    <TextInput
      modelValue={typed.value}
      label={props.label}
      hint={props.hint ?? (props.modelValue === null ? undefined : formatDate(props.modelValue))}
      placeholder="2025-06-01"
      error={wrong.value ? t("field.badDate") : props.error}
      required={props.required}
      disabled={props.disabled}
      inputmode="numeric"
      onChange={read}
      onBlur={leave}
    >
      {{
        after: () => (
          <IconButton icon={icons.event} label={t("field.pickDate")} disabled={props.disabled}>
            <QPopupProxy ref={popup} transitionShow="fade" transitionHide="fade">
              {() => (
                <QDate
                  modelValue={props.modelValue}
                  onUpdate:modelValue={pick}
                  mask="YYYY-MM-DD"
                  todayBtn
                  minimal
                  firstDayOfWeek={1}
                />
              )}
            </QPopupProxy>
          </IconButton>
        ),
      }}
    </TextInput>
  );
}, {
  name: "DateInput",
  props: {
    modelValue: null,
    label: null,
    hint: null,
    error: null,
    required: Boolean,
    disabled: Boolean,
    onChange: null,
  },
});
