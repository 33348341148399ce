import { defineComponent, ref } from "vue";
import { QMenu } from "quasar";
import { type Filter, type FilterOp, opsOf, valuesOf } from "../lib/filters.ts";
import type { Field } from "../lib/schema.ts";
import { Button } from "./button.tsx";
import { FilterValue } from "./filter-value.tsx";
import { t } from "./filter-dictionary.ts";
import { opLabel } from "./filter-words.ts";
import { SelectInput } from "./select-input.tsx";

export interface FilterEditorProps {
  fields: readonly Field[];
  /** null: a new one. */
  filter: Filter | null;
  onApply: (filter: Filter) => void;
}

/** Field, comparison, value: one condition of a list. Opens over the button or chip that it stands in. */
export const FilterEditor = defineComponent<FilterEditorProps>((props) => {
  const menu = ref<{ hide(): void }>();
  const key = ref<string | null>(null);
  const op = ref<FilterOp>("is");
  const values = ref<string[]>([]);
  const field = (): Field | undefined => props.fields.find((f) => f.key === key.value);

  function start(): void {
    key.value = props.filter?.field ?? null;
    op.value = props.filter?.op ?? "is";
    values.value = [...props.filter?.values ?? []];
  }
  function choose(next: string | null): void {
    key.value = next;
    const chosen = field();
    op.value = (chosen && opsOf(chosen)[0]) ?? "is";
    values.value = chosen?.type === "boolean" ? ["true"] : [];
  }
  function chooseOp(next: string | null): void {
    op.value = next as FilterOp;
    values.value = [];
  }
  function full(): boolean {
    const wanted = valuesOf(op.value);
    const have = values.value.filter((v) => v !== "").length;
    return key.value !== null && (wanted === "many" ? have > 0 : have >= wanted);
  }
  function apply(event: Event): void {
    event.preventDefault();
    if (!full() || key.value === null) return;
    const wanted = valuesOf(op.value);
    const kept = wanted === "many" ? values.value.filter((v) => v !== "") : values.value.slice(0, wanted);
    props.onApply({ field: key.value, op: op.value, values: kept });
    menu.value?.hide();
  }

  const form = () => {
    const chosen = field();
    return (
      <form class="filter-form" onSubmit={apply}>
        <SelectInput
          label={t("field")}
          required
          options={props.fields.map((f) => ({ value: f.key, label: f.label }))}
          modelValue={key.value}
          onChange={choose}
        />
        {chosen !== undefined && opsOf(chosen).length > 1 && (
          <SelectInput
            label={t("op")}
            required
            options={opsOf(chosen).map((o) => ({ value: o, label: opLabel(chosen, o) }))}
            modelValue={op.value}
            onChange={chooseOp}
          />
        )}
        {chosen !== undefined && (
          <FilterValue
            field={chosen}
            op={op.value}
            values={values.value}
            onChange={(v) => values.value = v}
          />
        )}
        <Button kind="primary" submit wide label={t("apply")} disabled={!full()} />
      </form>
    );
  };

  return () => <QMenu ref={menu} onBeforeShow={start} class="filter-menu" maxHeight="80vh">{form}</QMenu>;
}, { name: "FilterEditor", props: { fields: null, filter: null, onApply: null } });
