import { fieldText } from "./format.ts";
import { historyText } from "./history-text.ts";
import { NOTHING } from "./numbers.ts";
import type { Problem } from "./problem.ts";
import { readRecord, type RecordBody, type Row } from "./records.ts";
import { readNamed } from "../fields/reference/display.tsx";
import { fieldOf, objectType } from "./schema.ts";
import { getPart } from "./record-pages.ts";
import { readHistory } from "./record-timeline.ts";
import { sameValue } from "./values.ts";

/** What somebody else changed while the user was editing. */
export interface Conflict {
  current: RecordBody;
  by: string | null;
  at: number | null;
  changes: { label: string; before: string; after: string }[];
}

/** The last change that the history tells of: for lists, which do not know all fields of their rows. */
export async function lastChange(object: string, id: number): Promise<Conflict["changes"]> {
  const { rows } = readHistory(await getPart(object, id, "history", { limit: 20 }));
  const said = (field: string, text: string): string => historyText(fieldOf(object, field), text) || NOTHING;
  return rows.filter((r) => r.at === rows[0]?.at && fieldOf(object, r.field) !== null).map((r) => ({
    label: r.label,
    before: said(r.field, r.before),
    after: said(r.field, r.after),
  }));
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
