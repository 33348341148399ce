import type { FieldModule } from "../contract.ts";
import { RecordLink } from "../../components/record-link.tsx";
import { NOTHING } from "../../lib/numbers.ts";

export interface Named {
  id: number;
  label: string;
}

/** {id, label} of a record, or {id, name} of a person or department. */
export function readNamed(value: unknown): Named | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, label, name } = value as { id?: unknown; label?: unknown; name?: unknown };
  const words = typeof label === "string" ? label : typeof name === "string" ? name : `#${id}`;
  return typeof id === "number" ? { id, label: words } : null;
}

export const reference: FieldModule = {
  align: "left",
  text: (value) => readNamed(value)?.label ?? NOTHING,
  show(value, field) {
    const to = readNamed(value);
    if (to === null) return NOTHING;
    return field.object ? <RecordLink object={field.object} id={to.id} label={to.label} /> : to.label;
  },
};
