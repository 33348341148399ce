import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";
import { text } from "../text/display.ts";

/** 138 0000 0000; masked numbers (138****0000) and landlines stay as they are. */
export function groupPhone(value: string): string {
  return /^1\d{10}$/.test(value) ? `${value.slice(0, 3)} ${value.slice(3, 7)} ${value.slice(7)}` : value;
}

const callable = (value: unknown): value is string =>
  typeof value === "string" && /^[+\d][\d\s-]{5,}$/.test(value);

export const phone: FieldModule = {
  align: "left",
  text: (value, field) => groupPhone(text.text(value, field)),
  show: (value, field) =>
    callable(value)
      ? <a class="link num" href={`tel:${value.replace(/[\s-]/g, "")}`}>{groupPhone(value)}</a>
      : text.text(value, field),
  check: (value) => callable(value) ? null : t("field.badPhone"),
};
