import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";
import { formatPercent, readNumber } from "../../lib/numbers.ts";

export const percent: FieldModule = {
  align: "right",
  text: (value, field) => formatPercent(value, field.decimals ?? 1),
  check: (value) => readNumber(value) === null ? t("field.badNumber") : null,
};
