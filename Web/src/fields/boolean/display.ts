import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";

export const boolean: FieldModule = {
  align: "left",
  text: (value) => t(value === true ? "field.yes" : "field.no"),
};
