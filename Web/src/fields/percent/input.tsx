import { t } from "../../lib/i18n.ts";
import { readDecimal } from "../number/input.tsx";
import { asText, typedInput } from "../typed-input.tsx";

export const PercentField = typedInput({
  name: "PercentField",
  inputmode: "decimal",
  suffix: () => "%",
  write: asText,
  read: (typed) => readDecimal(typed.replace(/[%\uff05]$/, "")),
  wrong: () => t("field.badNumber"),
});
