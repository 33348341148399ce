// Filters of lists: what can be asked of a field, and how it stands in the address. Pure.
import type { Field } from "./schema.ts";

export const filterOps = [
  "is",
  "not",
  "contains",
  "ge",
  "le",
  "between",
  "last",
  "next",
  "past",
  "empty",
  "filled",
] as const;
export type FilterOp = typeof filterOps[number];

export interface Filter {
  field: string;
  op: FilterOp;
  /** Written as the API writes values: fen, basis points, dates, keys, ids. A reference: "7~华信". */
  values: readonly string[];
}

const MOMENT: readonly FilterOp[] = ["last", "next", "past", "ge", "le", "between", "empty", "filled"];
const NUMBER: readonly FilterOp[] = ["ge", "le", "between", "is", "empty", "filled"];
const CHOICE: readonly FilterOp[] = ["is", "not", "empty", "filled"];
const POINTER: readonly FilterOp[] = ["is", "empty", "filled"];
const WORDS: readonly FilterOp[] = ["contains", "is", "empty", "filled"];

/** How a field can be asked about, the usual way first; none: not at all. */
export function opsOf(field: Field): readonly FilterOp[] {
  switch (field.type === "formula" ? field.result ?? "text" : field.type) {
    case "date":
    case "datetime":
      return MOMENT;
    case "number":
    case "money":
    case "percent":
      return NUMBER;
    case "select":
      return CHOICE;
    case "multiselect":
    case "reference":
    case "user":
    case "department":
      return POINTER;
    case "boolean":
      return ["is"];
    case "attachment":
      return [];
    default:
      return WORDS;
  }
}

/** The part of a reference's value that the API wants. */
export const idOf = (value: string): string => value.split("~", 1)[0] ?? "";
export const labelOf = (value: string): string => value.slice(value.indexOf("~") + 1);

/** Values that an op needs: several, one, two or none. */
export const valuesOf = (op: FilterOp): 0 | 1 | 2 | "many" =>
  op === "empty" || op === "filled" || op === "past"
    ? 0
    : op === "between"
    ? 2
    : op === "is" || op === "not"
    ? "many"
    : 1;

const SAFE: Readonly<Record<string, string>> = { "%": "%25", ";": "%3B", ",": "%2C", ":": "%3A" };
const guard = (text: string): string => text.replace(/[%;,:]/g, (c) => SAFE[c] ?? c);
function unguard(text: string): string {
  return text.replace(/%(25|3B|2C|3A)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** "status:is:new,assigned;amount:ge:100000". */
export function writeFilters(filters: readonly Filter[]): string {
  return filters.map((f) => [f.field, f.op, f.values.map(guard).join(",")].join(":")).join(";");
}

export function readFilters(text: string | undefined): Filter[] {
  return (text ?? "").split(";").flatMap((part): Filter[] => {
    const [field = "", op = "", values = ""] = part.split(":");
    const known = filterOps.find((o) => o === op);
    if (field === "" || known === undefined) return [];
    return [{ field, op: known, values: values === "" ? [] : values.split(",").map(unguard) }];
  });
}
