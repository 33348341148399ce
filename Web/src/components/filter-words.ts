import { type Filter, labelOf } from "../lib/filters.ts";
import { fieldText } from "../lib/format.ts";
import { formatMoney, formatPercent } from "../lib/numbers.ts";
import { type Field, optionOf } from "../lib/schema.ts";
import { formatDate } from "../lib/times.ts";
import { t } from "./filter-dictionary.ts";

const kindOf = (field: Field): string => field.type === "formula" ? field.result ?? "text" : field.type;

function sayValue(field: Field, value: string): string {
  switch (kindOf(field)) {
    case "money":
      return formatMoney(value);
    case "percent":
      return formatPercent(Number(value) / 100, 2);
    case "date":
    case "datetime":
      return formatDate(value);
    case "boolean":
      return t(value === "true" ? "yes" : "no");
    case "select":
    case "multiselect":
      return optionOf(field, value)?.label ?? value;
    case "reference":
    case "user":
    case "department":
      return labelOf(value);
    case "number":
      return fieldText(field, value);
    default:
      return value;
  }
}

const momentOp = (field: Field, op: "ge" | "le"): "since" | "until" | "ge" | "le" =>
  !["date", "datetime"].includes(kindOf(field)) ? op : op === "ge" ? "since" : "until";

/** The name of a comparison, as it fits the field. */
export const opLabel = (field: Field, op: Filter["op"]): string =>
  t(`op.${op === "ge" || op === "le" ? momentOp(field, op) : op}`);

/** A filter as a sentence: 状态是新线索 或 已联系. */
export function sayFilter(field: Field, { op, values }: Filter): string {
  const [one = "", two = ""] = values;
  const value = op === "last" || op === "next"
    ? one
    : op === "between" || values.length <= 1
    ? sayValue(field, one)
    : values.map((v) => sayValue(field, v)).join(t("or"));
  const key = op === "ge" || op === "le"
    ? momentOp(field, op)
    : op === "is" && kindOf(field) === "boolean"
    ? "truth"
    : op;
  return t(`say.${key}`, { field: field.label, value, end: op === "between" ? sayValue(field, two) : "" });
}
