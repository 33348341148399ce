import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";
import { formatDateTime, formatWhen } from "../../lib/times.ts";

export const datetime: FieldModule = {
  align: "left",
  text: (value) => formatDateTime(value),
  show: (value) => <time title={formatDateTime(value)}>{formatWhen(value)}</time>,
  check: (value) => Number.isSafeInteger(value) ? null : t("field.badTime"),
};
