import { computed, defineComponent, ref } from "vue";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { DateInput } from "../../components/date-input.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { formatDate, localDate } from "../../lib/times.ts";
import { dateChips } from "./dates.ts";
import type { Draft } from "./draft.ts";
import { t } from "./words.ts";

/** What comes next, and when: the usual dates are one tap away. */
export const NextStep = defineComponent<{ draft: Draft }>((props) => {
  const picking = ref(false);
  const chips = dateChips(localDate());
  const known = computed(() => chips.some((c) => c.date === props.draft.nextDate));
  const own = computed(() => picking.value || (props.draft.nextDate !== null && !known.value));

  function toggle(value: string): void {
    const { draft } = props;
    picking.value = value === "pick" && !own.value;
    if (value === "pick") draft.nextDate = null;
    else draft.nextDate = draft.nextDate === value ? null : value;
  }

  return () => (
    <>
      <TextInput
        label={t("nextAction")}
        maxlength={200}
        modelValue={props.draft.nextAction}
        onChange={(v) => props.draft.nextAction = v}
      />
      <ChoiceChips
        label={t("next")}
        options={[
          ...chips.map((c) => ({ value: c.date, label: `${t(c.key)} ${formatDate(c.date)}` })),
          { value: "pick", label: t("pickDate") },
        ]}
        chosen={own.value ? ["pick"] : props.draft.nextDate === null ? [] : [props.draft.nextDate]}
        onToggle={toggle}
      />
      {own.value && (
        <DateInput
          label={t("pickDate")}
          modelValue={props.draft.nextDate}
          onChange={(v) => props.draft.nextDate = v}
        />
      )}
    </>
  );
}, { name: "NextStep", props: { draft: null } });
