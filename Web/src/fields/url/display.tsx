import type { FieldModule } from "../contract.ts";
import { t } from "../../lib/i18n.ts";
import { text } from "../text/display.ts";

/** Only web addresses become links: never javascript: or data:. */
export function readUrl(value: unknown): URL | null {
  if (typeof value !== "string" || !/^https?:\/\//i.test(value)) return null;
  return URL.canParse(value) ? new URL(value) : null;
}

export const url: FieldModule = {
  align: "left",
  text: text.text,
  show(value, field) {
    const to = readUrl(value);
    if (to === null) return text.text(value, field);
    const words = to.host + (to.pathname === "/" ? "" : to.pathname);
    return <a class="link" href={to.href} target="_blank" rel="noopener noreferrer">{words}</a>;
  },
  check: (value) => readUrl(value) === null ? t("field.badUrl") : null,
};
