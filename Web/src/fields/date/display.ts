import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";
import { formatDate } from "../../lib/times.ts";

export const date: FieldModule = {
  align: "left",
  text: (value) => formatDate(value),
  check: (value) =>
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? null : t("field.badDate"),
};
