import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";
import { formatNumber, readNumber } from "../../lib/numbers.ts";

export const number: FieldModule = {
  align: "right",
  text: (value, field) => formatNumber(value, field.decimals) + (field.unit ? ` ${field.unit}` : ""),
  check: (value) => readNumber(value) === null ? t("field.badNumber") : null,
};
