import type { FieldModule } from "../contract.ts";
import type { Field } from "../../lib/schema.ts";
import { registry } from "../registry.ts";

/** A formula shows as the type of its result does. */
const asResult = (field: Field): Field => ({ ...field, type: field.result ?? "text" });

export const formula: FieldModule = {
  align: "left",
  text: (value, field) => registry[field.result ?? "text"].text(value, asResult(field)),
  show: (value, field) => {
    const shown = registry[field.result ?? "text"];
    return shown.show?.(value, asResult(field)) ?? shown.text(value, asResult(field));
  },
};
