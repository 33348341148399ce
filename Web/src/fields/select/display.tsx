import type { FieldModule } from "../contract.ts";
import { StatusChip } from "../../components/status-chip.tsx";
import { NOTHING } from "../../lib/numbers.ts";
import { type Field, optionOf } from "../../lib/schema.ts";

/** An option that the schema does not know any more shows its key: better than nothing. */
const label = (value: unknown, field: Field): string =>
  optionOf(field, value)?.label ?? (typeof value === "string" ? value : NOTHING);

export const select: FieldModule = {
  align: "left",
  text: label,
  show(value, field) {
    const tone = optionOf(field, value)?.tone;
    return tone === undefined ? label(value, field) : <StatusChip label={label(value, field)} tone={tone} />;
  },
};
