import type { VNode } from "vue";
import { readNamed } from "../fields/reference/display.tsx";
import { type FilterOp, idOf, labelOf, opsOf, valuesOf } from "../lib/filters.ts";
import type { Field, FieldType } from "../lib/schema.ts";
import { FieldInput } from "./field.tsx";
import { t } from "./filter-dictionary.ts";
import { MultiSelectInput, SelectInput } from "./select-input.tsx";
import { TextInput } from "./text-input.tsx";

const POINTS: readonly FieldType[] = ["reference", "user", "department"];

/** A value of an input → as filters keep it. */
function keep(value: unknown): string {
  const named = readNamed(value);
  if (named !== null) return `${named.id}~${named.label}`;
  return value === null || value === undefined ? "" : String(value);
}

function unkeep(field: Field, kept: string | undefined): unknown {
  if (kept === undefined || kept === "") return null;
  if (POINTS.includes(field.type)) return { id: Number(idOf(kept)), label: labelOf(kept) };
  return field.type === "money" || field.type === "percent" ? Number(kept) : kept;
}

/** The field as an input for one value of a condition: never required, days without hours. */
function plain(field: Field, label: string): Field {
  const type = field.type === "formula" ? field.result ?? "text" : field.type;
  const asked: FieldType = type === "datetime" ? "date" : opsOf(field).includes("contains") ? "text" : type;
  return { key: field.key, label, type: asked, ...(field.object ? { object: field.object } : {}) };
}

export interface FilterValueProps {
  field: Field;
  op: FilterOp;
  values: readonly string[];
  onChange: (values: string[]) => void;
}

/** The blanks of a condition: none, one, two, or a choice of many. */
export function FilterValue({ field, op, values, onChange }: FilterValueProps): VNode | null {
  const put = (index: number, value: string): void => {
    const next = [...values];
    next[index] = value;
    onChange(next);
  };
  const one = (index: number, label: string): VNode => {
    const asked = plain(field, label);
    return (
      <FieldInput
        key={`${field.key} ${op} ${index}`}
        field={asked}
        value={unkeep(asked, values[index])}
        onChange={(v: unknown) => put(index, keep(v))}
      />
    );
  };

  if (field.options !== undefined && valuesOf(op) === "many") {
    const options = field.options.map((o) => ({ value: o.key, label: o.label }));
    return <MultiSelectInput label={t("value")} options={options} modelValue={values} onChange={onChange} />;
  }
  if (field.type === "boolean") {
    const options = [{ value: "true", label: t("yes") }, { value: "false", label: t("no") }];
    return (
      <SelectInput
        label={t("value")}
        required
        options={options}
        modelValue={values[0] ?? "true"}
        onChange={(v) => put(0, v ?? "true")}
      />
    );
  }
  if (op === "last" || op === "next") {
    const days = (v: string) => put(0, v.replace(/\D/g, ""));
    return <TextInput label={t("days")} inputmode="numeric" modelValue={values[0] ?? ""} onChange={days} />;
  }
  if (op === "between") return <>{one(0, t("from"))}{one(1, t("to"))}</>;
  return valuesOf(op) === 0 ? null : one(0, t("value"));
}
