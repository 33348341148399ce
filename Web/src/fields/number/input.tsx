import { t } from "../../lib/i18n.ts";
import { readNumber } from "../../lib/numbers.ts";
import { asText, typedInput } from "../typed-input.tsx";

/** Stays a decimal string, so that no digit is lost on the way. */
export const readDecimal = (typed: string): string | undefined => {
  const plain = typed.replace(/[,\uff0c\s]/g, "");
  return /^-?\d+(\.\d+)?$/.test(plain) && readNumber(plain) !== null ? plain : undefined;
};

export const NumberField = typedInput({
  name: "NumberField",
  inputmode: "decimal",
  suffix: (field) => field.unit,
  write: asText,
  read: readDecimal,
  wrong: () => t("field.badNumber"),
});
