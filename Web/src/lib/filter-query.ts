// Filters of lists → the query of the API. Pure.
import { type Filter, idOf } from "./filters.ts";
import type { Query } from "./match.ts";
import type { Field } from "./schema.ts";

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** What indexes serve: `f.amount.ge=100`. Null: this one needs a formula. */
function plain({ op, values }: Filter, type: string): { suffix: string; value: string } | null {
  const moment = type === "datetime";
  const inList = values.every((v) => !idOf(v).includes(","));
  switch (op) {
    case "is":
      return inList && !moment ? { suffix: "", value: values.map(idOf).join(",") } : null;
    case "not":
      return values.length === 1 ? { suffix: ".ne", value: values[0] ?? "" } : null;
    case "contains":
      return { suffix: ".contains", value: values[0] ?? "" };
    case "ge":
    case "le":
      return moment ? null : { suffix: `.${op}`, value: values[0] ?? "" };
    case "between":
      return moment ? null : { suffix: ".between", value: values.join(",") };
    case "empty":
    case "filled":
      return { suffix: `.${op}`, value: "1" };
    default:
      return null;
  }
}

/** A value as formulas write it: money in 元, percents as fractions, days by DATE, options by key. */
function literal(type: string, value = ""): string {
  switch (type) {
    case "money":
      return String(Number(value) / 100);
    case "percent":
      return String(Number(value) / 10_000);
    case "number":
      return String(Number(value));
    case "date":
    case "datetime":
      return `DATE(${value.split("-").map(Number).join(",")})`;
    case "boolean":
      return value === "true" ? "TRUE" : "FALSE";
    case "select":
      return `@${quoted(value)}`;
    default:
      return quoted(value);
  }
}

function formulaOf({ field, op, values }: Filter, type: string): string {
  const name = `{${field}}`, [one, two] = values;
  const now = type === "datetime" ? "NOW()" : "TODAY()";
  const upTo = (v: string | undefined): string =>
    type === "datetime" ? `${name}<${literal(type, v)}+1` : `${name}<=${literal(type, v)}`;
  switch (op) {
    case "last":
      return `AND(${name}>=TODAY()-${Number(one)},${name}<=${now})`;
    case "next":
      return `AND(${name}>=${now},${name}<TODAY()+${Number(one) + 1})`;
    case "past":
      return `${name}<${now}`;
    case "ge":
      return `${name}>=${literal(type, one)}`;
    case "le":
      return upTo(one);
    case "between":
      return `AND(${name}>=${literal(type, one)},${upTo(two)})`;
    case "not":
      return `AND(${values.map((v) => `${name}<>${literal(type, v)}`).join(",")})`;
    case "contains":
      return `CONTAINS(${name},${quoted(one ?? "")})`;
    case "empty":
      return `ISBLANK(${name})`;
    case "filled":
      return `NOT(ISBLANK(${name}))`;
    default:
      return `OR(${values.map((v) => `${name}=${literal(type, v)}`).join(",")})`;
  }
}

/** What the API is asked: `f.…` where that can say it; all else, and the user's own formula, as one formula. */
export function filterQuery(
  filters: readonly Filter[],
  fieldOf: (key: string) => Field | null,
  formula = "",
): Query {
  const query: Record<string, string> = {};
  const parts: string[] = formula.trim() === "" ? [] : [formula.trim()];
  for (const filter of filters) {
    const field = fieldOf(filter.field);
    if (field === null) continue;
    const type = field.type === "formula" ? field.result ?? "text" : field.type;
    const simple = field.type === "formula" ? null : plain(filter, type);
    const key = `f.${field.key}${simple?.suffix ?? ""}`;
    if (simple !== null && !(key in query)) query[key] = simple.value;
    else parts.push(formulaOf(filter, type));
  }
  const [first = ""] = parts;
  if (parts.length > 0) query.filter = parts.length > 1 ? `AND(${parts.join(",")})` : first;
  return query;
}
