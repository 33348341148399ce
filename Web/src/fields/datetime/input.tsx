import { defineComponent, ref, watch } from "vue";
import { DateInput } from "../../components/date-input.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { t } from "../../lib/i18n.ts";
import { instantOf, localDate, wallClock } from "../../lib/times.ts";
import { type InputProps, inputProps } from "../contract.ts";

/** 9:30, 0930 or 930 as 09:30. */
export function readTime(typed: string): string | null {
  const match = /^(\d{1,2})[:\uff1a]?(\d{2})$/.exec(typed.trim());
  if (match === null) return null;
  const hour = Number(match[1]), minute = Number(match[2]);
  return hour > 23 || minute > 59 ? null : `${String(hour).padStart(2, "0")}:${match[2]}`;
}

function parts(value: unknown): { date: string | null; time: string } {
  if (typeof value !== "number") return { date: null, time: "" };
  const w = wallClock(value);
  return { date: localDate(value), time: `${w.hour}:${w.minute}` };
}

/** A date and a time of the workspace's zone. A date alone means nine in the morning. */
export const DateTimeField = defineComponent<InputProps>((props) => {
  const date = ref(parts(props.value).date);
  const time = ref(parts(props.value).time);
  const wrong = ref(false);
  watch(() => props.value, (value) => {
    const next = parts(value);
    date.value = next.date;
    if (readTime(time.value) !== next.time) time.value = next.time;
  });
  function tell(): void {
    if (date.value === null) return props.onChange(null);
    const at = readTime(time.value === "" ? "09:00" : time.value);
    if (at !== null) props.onChange(instantOf(date.value, at));
  }
  return () => (
    <div class="date-time">
      <DateInput
        modelValue={date.value}
        label={props.field.label}
        hint={props.field.help}
        error={props.error}
        required={props.field.required}
        disabled={props.disabled}
        onChange={(v) => {
          date.value = v;
          tell();
        }}
      />
      <TextInput
        modelValue={time.value}
        label="HH:MM"
        placeholder="09:00"
        inputmode="numeric"
        disabled={props.disabled || date.value === null}
        error={wrong.value ? t("field.badTime") : null}
        onChange={(v) => {
          time.value = v;
          tell();
        }}
        onBlur={() => wrong.value = time.value !== "" && readTime(time.value) === null}
      />
    </div>
  );
}, { name: "DateTimeField", props: inputProps });
