import { defineComponent, ref, type VNode } from "vue";
import { icons } from "icons";
import { type Filter, opsOf } from "../lib/filters.ts";
import { type Field, fieldOf, type ObjectType } from "../lib/schema.ts";
import { FilterEditor } from "./filter-editor.tsx";
import { FormulaFilter } from "./formula-filter.tsx";
import { t } from "./filter-dictionary.ts";
import { sayFilter } from "./filter-words.ts";
import { Icon } from "./icon.tsx";

export interface FilterBarProps {
  object: ObjectType;
  filters: readonly Filter[];
  formula: string;
  /** Fields that something else chooses already, such as the lanes of a board. */
  without?: readonly string[];
  /** Fields that are asked about often: one tap away. */
  offer?: readonly string[];
  onFilters: (filters: Filter[]) => void;
  onFormula: (formula: string) => void;
}

/** The conditions of a list as sentences, each to be changed or taken away. */
export const FilterBar = defineComponent<FilterBarProps>((props) => {
  const advanced = ref(false);
  const fields = (): Field[] =>
    props.object.fields.filter((f) =>
      !f.hidden && opsOf(f).length > 0 && !(props.without ?? []).includes(f.key)
    );
  const put = (index: number, filter: Filter) =>
    props.onFilters(props.filters.map((f, i) => i === index ? filter : f));
  const drop = (index: number) => props.onFilters(props.filters.filter((_, i) => i !== index));

  const chip = (sentence: string, remove: () => void, body: () => VNode) => (
    <span class="filter-chip" key={sentence}>
      {body()}
      <button
        type="button"
        class="filter-drop"
        aria-label={t("remove", { sentence })}
        title={t("remove", { sentence })}
        onClick={remove}
      >
        <Icon path={icons.close} size={16} />
      </button>
    </span>
  );
  const one = (filter: Filter, index: number) => {
    const field = fieldOf(props.object.key, filter.field);
    if (field === null) return null;
    const sentence = sayFilter(field, filter);
    return chip(sentence, () => drop(index), () => (
      <button type="button" class="filter-say" title={t("edit")}>
        {sentence}
        <FilterEditor fields={fields()} filter={filter} onApply={(f) => put(index, f)} />
      </button>
    ));
  };

  return () => (
    <div class="filter-bar" role="group" aria-label={t("label")}>
      {props.filters.map(one)}
      {props.formula !== "" && chip(
        t("formula.chip", { formula: props.formula }),
        () => props.onFormula(""),
        () => (
          <button type="button" class="filter-say" onClick={() => advanced.value = true}>
            {t("formula.chip", { formula: props.formula })}
          </button>
        ),
      )}
      {(props.offer ?? []).flatMap((key) => fieldOf(props.object.key, key) ?? [])
        .filter((f) => !props.filters.some((one) => one.field === f.key))
        .map((f) => (
          <button type="button" class="filter-add" key={f.key}>
            {f.label}
            <Icon path={icons.arrow_drop_down} size={18} />
            <FilterEditor
              fields={fields()}
              filter={{ field: f.key, op: "is", values: [] }}
              onApply={(one) => props.onFilters([...props.filters, one])}
            />
          </button>
        ))}
      <button type="button" class="filter-add">
        <Icon path={icons.add} size={18} />
        {t("add")}
        <FilterEditor
          fields={fields()}
          filter={null}
          onApply={(f) => props.onFilters([...props.filters, f])}
        />
      </button>
      {props.formula === "" && (
        <button type="button" class="filter-add" onClick={() => advanced.value = true}>
          <Icon path={icons.functions} size={18} />
          {t("formula")}
        </button>
      )}
      <FormulaFilter
        open={advanced.value}
        object={props.object.key}
        formula={props.formula}
        onClose={() => advanced.value = false}
        onApply={(formula) => {
          advanced.value = false;
          props.onFormula(formula);
        }}
      />
    </div>
  );
}, {
  name: "FilterBar",
  props: {
    object: null,
    filters: null,
    formula: null,
    without: null,
    offer: null,
    onFilters: null,
    onFormula: null,
  },
});
