import type { FieldModule } from "../contract.ts";
import { NOTHING } from "../../lib/numbers.ts";

export const text: FieldModule = {
  align: "left",
  text: (value) => typeof value === "string" || typeof value === "number" ? String(value) : NOTHING,
};
