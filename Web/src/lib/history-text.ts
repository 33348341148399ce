import { formatMoneyExact, formatNumber, formatPercent, readNumber } from "./numbers.ts";
import type { Field } from "./schema.ts";
import { formatDate, formatDateTime } from "./times.ts";

/** A kept text as a person reads it: money is kept in 元, percents as fractions, instants in milliseconds. */
export function historyText(field: Field | null, text: string): string {
  const n = readNumber(text);
  switch (field?.type === "formula" ? field.result : field?.type) {
    case "money":
      return n === null ? text : formatMoneyExact(n * 100);
    case "percent":
      return n === null ? text : formatPercent(n * 100, 2);
    case "number":
      return n === null ? text : formatNumber(n);
    case "datetime":
      return n === null ? text : formatDateTime(n);
    case "date":
      return text === "" ? text : formatDate(text);
    default:
      return text;
  }
}
