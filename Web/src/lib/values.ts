import { isEmpty } from "../fields/contract.ts";
import { readNamed } from "../fields/reference/display.tsx";
import { readFiles } from "../fields/attachment/display.tsx";
import type { Field } from "./schema.ts";

/** A value as it was read → as the API takes it back: references and files by id, nothing as null. */
export function toApi(field: Field, value: unknown): unknown {
  if (isEmpty(value)) return null;
  switch (field.type) {
    case "reference":
    case "user":
    case "department":
      return readNamed(value)?.id ?? value;
    case "attachment":
      return readFiles(value).map((file) => file.id);
    default:
      return value;
  }
}

/** The values of a form, as a body for POST or PATCH. */
export function valuesToApi(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.key in values) out[field.key] = toApi(field, values[field.key]);
  }
  return out;
}

export const sameValue = (a: unknown, b: unknown): boolean =>
  (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);
