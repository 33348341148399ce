import { t } from "../../lib/i18n.ts";
import { typedInput } from "../typed-input.tsx";

/** Typed as percent (35.5), kept as basis points (3550). */
export function readPercent(typed: string): number | undefined {
  const match = /^-?\d+(?:\.\d*)?$/.exec(typed.replace(/[%\uff05]$/, "").trim());
  return match === null ? undefined : Math.round(Number(match[0]) * 100);
}

export const PercentField = typedInput({
  name: "PercentField",
  inputmode: "decimal",
  suffix: () => "%",
  write: (points) => typeof points === "number" ? String(points / 100) : "",
  read: readPercent,
  wrong: () => t("field.badNumber"),
});
