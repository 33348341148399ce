import { computed, shallowRef } from "vue";
import { api } from "./api.ts";
import { isChinese } from "./i18n.ts";
import { readSchema } from "./schema-read.ts";
import type { Conversion, Field, ObjectType, Option, Process, Schema, View } from "./schema-types.ts";
import { session } from "./session.ts";
export { type FieldType, fieldTypes, type Tone } from "./field-types.ts";
export type * from "./schema-types.ts";

const held = shallowRef<unknown>(null);
let loading: Promise<Schema> | null = null;

/** The schema in force for this user, in their language; null until it was loaded. */
export const schema = computed<Schema | null>(() =>
  held.value === null ? null : readSchema(held.value, !isChinese.value)
);

/** Takes what GET /schema answered. */
export function setSchema(body: unknown): void {
  held.value = body;
}

/** Loads once; again when the session tells of a newer number or `force` is set. */
export function loadSchema(force = false): Promise<Schema> {
  const have = schema.value;
  if (!force && have !== null && have.number === (session.body?.schema_number ?? have.number)) {
    return Promise.resolve(have);
  }
  return loading ??= api.get<unknown>("/schema").then((next) => {
    held.value = next;
    return schema.value as Schema;
  }).finally(() => loading = null);
}

export const objectType = (key: string): ObjectType | null =>
  schema.value?.objects.find((o) => o.key === key) ?? null;
export const fieldOf = (object: string, key: string): Field | null =>
  objectType(object)?.fields.find((f) => f.key === key) ?? null;
export const processOf = (object: string): Process | null =>
  schema.value?.processes.find((p) => p.object === object) ?? null;
export const viewsOf = (object: string): View[] =>
  schema.value?.views.filter((v) => v.object === object) ?? [];
export const conversionOf = (object: string): Conversion | null =>
  schema.value?.conversions.find((c) => c.object === object) ?? null;
export const optionOf = (field: Field, key: unknown): Option | null =>
  field.options?.find((o) => o.key === key) ?? null;
