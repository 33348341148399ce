import { fieldText } from "./format.ts";
import type { Problem } from "./problem.ts";
import { readRecord, type RecordBody, type Row } from "./records.ts";
import { readNamed } from "../fields/reference/display.tsx";
import { objectType } from "./schema.ts";
import { sameValue } from "./values.ts";

/** What somebody else changed while the user was editing. */
export interface Conflict {
  current: RecordBody;
  by: string | null;
  at: number | null;
  changes: { label: string; before: string; after: string }[];
}

/** Reads the record that the server sends along with 412; null when it sent none. */
export function readConflict(object: string, problem: Problem, before: Row): Conflict | null {
  const raw = problem.body.current;
  if (typeof raw !== "object" || raw === null) return null;
  const current = readRecord(object, raw);
  const at = current.values.updated_at;
  const fields = (objectType(object)?.fields ?? []).filter((f) => !f.hidden && !f.key.startsWith("updated_"));
  return {
    current,
    by: readNamed(current.values.updated_by)?.label ?? null,
    at: typeof at === "number" ? at : null,
    changes: fields
      .filter((f) => f.key in before.values && !sameValue(before.values[f.key], current.values[f.key]))
      .map((f) => ({
        label: f.label,
        before: fieldText(f, before.values[f.key]),
        after: fieldText(f, current.values[f.key]),
      })),
  };
}
