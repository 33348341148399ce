import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";
import { text } from "../text/display.ts";

const right = (value: unknown): value is string =>
  typeof value === "string" && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);

export const email: FieldModule = {
  align: "left",
  text: text.text,
  show: (value, field) =>
    right(value)
      ? <a class="link" href={`mailto:${encodeURIComponent(value).replace("%40", "@")}`}>{value}</a>
      : text.text(value, field),
  check: (value) => right(value) ? null : t("field.badEmail"),
};
