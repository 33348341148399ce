import type { Child } from "vue";
import type { Field } from "../lib/schema.ts";

/** What a field type brings. Pure: no Quasar, no network, so that lists stay light and tests need no browser. */
export interface FieldModule {
  /** Where values stand in a column. */
  align: "left" | "right";
  /** The value in words: lists, titles, copies. "–" for nothing. Never throws, whatever the value is. */
  text(value: unknown, field: Field): string;
  /** The value on a screen; the words when not told otherwise. */
  show?(value: unknown, field: Field): Child;
  /** What is wrong with a value before it is sent, in words; null when nothing is. Emptiness is not its affair. */
  check?(value: unknown, field: Field): string | null;
}

export interface InputProps {
  field: Field;
  value: unknown;
  error?: string | null;
  disabled?: boolean;
  /** Gets the value as the API wants it; null for nothing. */
  onChange: (value: unknown) => void;
}

/** For `defineComponent` of an input. */
export const inputProps = { field: null, value: null, error: null, disabled: Boolean, onChange: null };

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" ||
    (Array.isArray(value) && value.length === 0);
}
