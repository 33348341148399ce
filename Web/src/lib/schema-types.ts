import type { FieldType, Tone } from "./field-types.ts";

/** Labels are in the user's language. */
export interface Named {
  key: string;
  label: string;
}

export interface Option extends Named {
  tone?: Tone;
  /** Kept for old records, not offered any more. */
  retired?: boolean;
}

export interface Field extends Named {
  type: FieldType;
  required?: boolean;
  read_only?: boolean;
  /** Of the machinery: never shown. */
  hidden?: boolean;
  /** Kept by the platform on every object: owner, created_at, warning … */
  system?: boolean;
  indexed?: boolean;
  help?: string;
  unit?: string;
  decimals?: number;
  max_length?: number;
  options?: Option[];
  /** The object that a reference points to. */
  object?: string;
  /** The type of a formula's or roll-up's result; text when not told. */
  result?: Exclude<FieldType, "formula">;
}

export interface ObjectType extends Named {
  icon?: string;
  /** The field that names a record. */
  title_field: string;
  /** Fields of the record page's head, in order. */
  summary: string[];
  fields: Field[];
  /** Of the user's role. */
  rights: { read: string; write: string; create: boolean; delete: boolean; export: boolean };
}

export interface Stage extends Named {
  kind: "open" | "won" | "lost";
  tone?: Tone;
  definition?: string;
  /** The usual win probability in percent. */
  probability?: number;
  sla_working_days?: number;
  /** Stages reachable from here; null: the next one, earlier ones, and every lost one. */
  transitions: string[] | null;
  /** Kinds of evidence that its gate wants. */
  evidence: Named[];
  /** Entered by a fact from outside only, never by hand. */
  external: boolean;
  obstacle: boolean;
  needs_approval: boolean;
}

export interface Process extends Named {
  object: string;
  /** The field of the object that holds the stage. */
  field: string;
  allows_skipping: boolean;
  allows_back: boolean;
  stages: Stage[];
}

export interface View extends Named {
  object: string;
  kind: "list" | "kanban";
  columns: string[];
  /** A formula. */
  filter?: string;
  /** A field's key, "-" first for descending. */
  sort?: string;
  group_by?: string;
  sum?: string;
}

export interface Conversion extends Named {
  object: string;
  /** The objects that it finds or makes. */
  makes: string[];
}

/** Which fields of the touch object hold what. */
export interface TouchType {
  key: string;
  object: string;
  channel_field: string;
  content_field: string;
  next_action_field: string;
  next_date_field: string;
  duration_field: string;
  evidence_field: string;
  effective_field: string;
  targets: string[];
  last_touch_field: string;
  empty_phrases: string[];
}

export interface Schema {
  number: number;
  objects: ObjectType[];
  processes: Process[];
  views: View[];
  touch: TouchType | null;
  forms: (Named & { object: string; path: string })[];
  conversions: Conversion[];
  boards: Named[];
  warnings: (Named & { object: string })[];
  role: Named & { manages: boolean; administers: boolean };
}
