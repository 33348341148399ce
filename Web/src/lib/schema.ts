import { computed, shallowRef } from "vue";
import { api } from "./api.ts";
import { session } from "./session.ts";

/** The field types of the server, in the order in which designers offer them. */
export const fieldTypes = [
  "text",
  "longtext",
  "number",
  "money",
  "percent",
  "date",
  "datetime",
  "boolean",
  "select",
  "multiselect",
  "reference",
  "user",
  "department",
  "phone",
  "email",
  "url",
  "region",
  "attachment",
  "autonumber",
  "formula",
] as const;
export type FieldType = typeof fieldTypes[number];

export type Tone = "grey" | "blue" | "green" | "yellow" | "red" | "purple";

export interface Option {
  key: string;
  label: string;
  tone?: Tone;
  /** Kept for old records, not offered any more. */
  retired?: boolean;
}

export interface Field {
  key: string;
  label: string;
  type: FieldType;
  required?: boolean;
  read_only?: boolean;
  help?: string;
  unit?: string;
  decimals?: number;
  options?: Option[];
  /** The object that a reference points to. */
  object?: string;
  /** The type of a formula's result; text when not told. */
  result?: Exclude<FieldType, "formula">;
  group?: string;
}

export interface ObjectType {
  key: string;
  label: string;
  icon?: string;
  /** The field that names a record. */
  title_field: string;
  fields: Field[];
}

export interface Stage {
  key: string;
  label: string;
  tone?: Tone;
  kind?: "open" | "won" | "lost";
  win_probability?: number;
}

export interface Process {
  key: string;
  label: string;
  object: string;
  /** The field of the object that holds the stage. */
  field: string;
  stages: Stage[];
}

export interface View {
  key: string;
  label: string;
  object: string;
  kind: "list" | "kanban";
  columns: string[];
  filter?: unknown;
  sort?: string;
}

export interface Schema {
  number: number;
  objects: ObjectType[];
  processes: Process[];
  views: View[];
}

const held = shallowRef<Schema | null>(null);
let loading: Promise<Schema> | null = null;

/** The schema in force for this user; null until it was loaded. */
export const schema = computed<Schema | null>(() => held.value);

export function setSchema(next: Schema | null): void {
  held.value = next;
}

/** Loads once; again when the session tells of a newer number or `force` is set. */
export function loadSchema(force = false): Promise<Schema> {
  const have = held.value;
  if (!force && have !== null && have.number === (session.body?.schema_number ?? have.number)) {
    return Promise.resolve(have);
  }
  return loading ??= api.get<Schema>("/schema").then((next) => {
    held.value = next;
    return next;
  }).finally(() => loading = null);
}

export const objectType = (key: string): ObjectType | null =>
  held.value?.objects.find((o) => o.key === key) ?? null;
export const fieldOf = (object: string, key: string): Field | null =>
  objectType(object)?.fields.find((f) => f.key === key) ?? null;
export const processOf = (object: string): Process | null =>
  held.value?.processes.find((p) => p.object === object) ?? null;
export const viewsOf = (object: string): View[] => held.value?.views.filter((v) => v.object === object) ?? [];
export const optionOf = (field: Field, key: unknown): Option | null =>
  field.options?.find((o) => o.key === key) ?? null;
