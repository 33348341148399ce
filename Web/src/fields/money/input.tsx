import { t } from "../../lib/i18n.ts";
import { formatMoney, parseMoney } from "../../lib/numbers.ts";
import { typedInput } from "../typed-input.tsx";

/** Typed as 元 (or 1.28万), kept as fen; the hint reads a large sum back. */
export const MoneyField = typedInput({
  name: "MoneyField",
  inputmode: "decimal",
  suffix: () => t("unit.yuan"),
  write: (fen) => typeof fen === "number" ? String(fen / 100) : "",
  read: (typed) => parseMoney(typed) ?? undefined,
  hint(typed) {
    const fen = parseMoney(typed);
    return fen === null || Math.abs(fen) < 1_000_000 ? undefined : formatMoney(fen);
  },
  wrong: () => t("field.badNumber"),
});
