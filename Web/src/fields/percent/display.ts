import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";
import { formatPercent, readNumber } from "../../lib/numbers.ts";

/** Basis points: 3550 is 35.5%. */
export const percent: FieldModule = {
  align: "right",
  text(value) {
    const points = readNumber(value);
    return formatPercent(points === null ? null : points / 100, 2);
  },
  check: (value) => Number.isSafeInteger(value) ? null : t("field.badNumber"),
};
