import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";
import { formatMoney, formatMoneyExact } from "../../lib/numbers.ts";

/** Exact where a value stands alone; short, with the exact sum on demand, on a screen. */
export const money: FieldModule = {
  align: "right",
  text: (value) => formatMoneyExact(value),
  show: (value) => <span class="num" title={formatMoneyExact(value)}>{formatMoney(value)}</span>,
  check: (value) => Number.isSafeInteger(value) ? null : t("field.badNumber"),
};
