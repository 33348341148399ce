import { type Component, computed, defineComponent, ref } from "vue";
import { QItem, QItemSection, QSelect } from "quasar";
import { t } from "../lib/i18n.ts";

export interface Choice {
  value: string;
  label: string;
}

interface SharedProps {
  label: string;
  options: readonly Choice[];
  hint?: string;
  error?: string | null;
  required?: boolean;
  disabled?: boolean;
}
export interface SelectInputProps extends SharedProps {
  modelValue: string | null;
  onChange: (value: string | null) => void;
}
export interface MultiSelectInputProps extends SharedProps {
  modelValue: readonly string[];
  onChange: (value: string[]) => void;
}
interface AnyProps extends SharedProps {
  modelValue: string | null | readonly string[];
  onChange: (value: string & string[]) => void;
}

/** More options than this can be searched by typing. */
const SEARCH_FROM = 9;

const make = (name: string, multiple: boolean) =>
  defineComponent<AnyProps>((props) => {
    const typed = ref("");
    const shown = computed(() => {
      const want = typed.value.trim().toLowerCase();
      return want === "" ? props.options : props.options.filter((o) => o.label.toLowerCase().includes(want));
    });
    const filter = (text: string, done: (fn: () => void) => void) => done(() => typed.value = text);

    return () => {
      const error = props.error ?? "";
      return (
        <QSelect
          class="input"
          outlined
          hideBottomSpace
          noErrorIcon
          modelValue={props.modelValue}
          onUpdate:modelValue={(v: unknown) =>
            props.onChange((v ?? (multiple ? [] : null)) as string & string[])}
          options={shown.value}
          optionValue="value"
          optionLabel="label"
          emitValue
          mapOptions
          multiple={multiple}
          useChips={multiple}
          clearable={!props.required}
          useInput={props.options.length >= SEARCH_FROM}
          inputDebounce={0}
          onFilter={filter}
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
    name,
    props: {
      label: null,
      options: null,
      hint: null,
      error: null,
      required: Boolean,
      disabled: Boolean,
      modelValue: null,
      onChange: null,
    },
  });

export const SelectInput = make("SelectInput", false) as unknown as Component<SelectInputProps>;
export const MultiSelectInput = make("MultiSelectInput", true) as unknown as Component<MultiSelectInputProps>;
