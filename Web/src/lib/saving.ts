import { type Ref, ref, shallowRef } from "vue";
import { Problem } from "./api.ts";
import { type Conflict, lastChange, readConflict } from "./conflict.ts";
import { patchRecord, type RecordBody, type Row } from "./records.ts";

export interface Saving {
  busy: Ref<boolean>;
  /** Somebody else was faster; null: nobody was. */
  conflict: Ref<Conflict | null>;
  /** Sentences of the last refusal by field. */
  errors: Ref<Record<string, string>>;
  error: Ref<unknown>;
  /** Resolves to the record as it is now, or to null when it was not saved. */
  save(row: Row, values: Record<string, unknown>): Promise<RecordBody | null>;
  /** The refused change once more, upon the version that won. */
  saveOver(): Promise<RecordBody | null>;
  clear(): void;
}

/** The sentences of a refusal, by field; what belongs to no field stays in `error`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  const keys = [...error.errors.map((e) => e.field), error.field].filter((key) => typeof key === "string");
  return Object.fromEntries(keys.map((key) => [key, error.forField(key as string) ?? error.said]));
}

/** Saves changes of a record with its version; a lost race becomes a conflict to decide. */
export function useSaving(object: () => string): Saving {
  const busy = ref(false);
  const conflict = shallowRef<Conflict | null>(null);
  const errors = ref<Record<string, string>>({});
  const error = shallowRef<unknown>(null);
  let refused: Record<string, unknown> = {};

  function clear(): void {
    conflict.value = null;
    errors.value = {};
    error.value = null;
  }
  async function clash(problem: Problem, row: Row): Promise<void> {
    const found = readConflict(object(), problem, row);
    if (found === null) return;
    const changes = found.changes.length > 0
      ? found.changes
      : await lastChange(object(), row.id).catch(() => []);
    conflict.value = { ...found, changes };
  }
  async function save(row: Row, values: Record<string, unknown>): Promise<RecordBody | null> {
    if (busy.value) return null;
    clear();
    busy.value = true;
    try {
      return await patchRecord(object(), row, values);
    } catch (e) {
      refused = values;
      error.value = e;
      errors.value = fieldErrors(e);
      if (e instanceof Problem && e.stale) await clash(e, row);
      return null;
    } finally {
      busy.value = false;
    }
  }
  return {
    busy,
    conflict,
    errors,
    error,
    save,
    clear,
    saveOver: () => conflict.value === null ? Promise.resolve(null) : save(conflict.value.current, refused),
  };
}
