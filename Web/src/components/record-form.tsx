import { computed, defineComponent, ref } from "vue";
import { QExpansionItem } from "quasar";
import { isEmpty } from "../fields/contract.ts";
import { words } from "../lib/i18n.ts";
import type { Field } from "../lib/schema.ts";
import { FieldInput } from "./field.tsx";

const t = words(
  { more: "更多信息（{n} 项，可以以后再填）" },
  { more: "More details ({n} fields, may wait)" },
);

export interface RecordFormProps {
  fields: readonly Field[];
  values: Readonly<Record<string, unknown>>;
  /** Sentences by field. */
  errors: Readonly<Record<string, string>>;
  /** Shown beside the required ones; the others are folded away. */
  first?: readonly string[];
  onChange: (key: string, value: unknown) => void;
}

const WIDE: readonly string[] = ["longtext", "attachment"];

/** Required fields first, then the usual ones, the rest folded. */
export const RecordForm = defineComponent<RecordFormProps>((props) => {
  // decided once, so that nothing jumps while the user types
  const shown = new Set(
    props.fields.filter((f) => f.required || props.first?.includes(f.key) || !isEmpty(props.values[f.key]))
      .map((f) => f.key),
  );
  if (shown.size === 0) props.fields.slice(0, 6).forEach((f) => shown.add(f.key));
  const opened = ref(false);
  const order = (f: Field): number => f.required ? 0 : 1;
  const front = computed(() =>
    props.fields.filter((f) => shown.has(f.key)).toSorted((a, b) => order(a) - order(b))
  );
  const rest = computed(() => props.fields.filter((f) => !shown.has(f.key)));
  const wrong = computed(() => rest.value.some((f) => props.errors[f.key] !== undefined));

  const input = (field: Field) => (
    <div key={field.key} class={WIDE.includes(field.type) ? "form-wide" : ""}>
      <FieldInput
        field={field}
        value={props.values[field.key] ?? null}
        error={props.errors[field.key] ?? null}
        onChange={(v: unknown) => props.onChange(field.key, v)}
      />
    </div>
  );

  return () => (
    <div class="record-form">
      <div class="form-grid">{front.value.map(input)}</div>
      {rest.value.length > 0 && (
        <QExpansionItem
          class="form-more"
          label={t("more", { n: rest.value.length })}
          modelValue={opened.value || wrong.value}
          onUpdate:modelValue={(v: boolean) => opened.value = v}
        >
          {() => <div class="form-grid">{rest.value.map(input)}</div>}
        </QExpansionItem>
      )}
    </div>
  );
}, { name: "RecordForm", props: { fields: null, values: null, errors: null, first: null, onChange: null } });
