import { t } from "../../lib/i18n.ts";
import { asText, typedInput } from "../typed-input.tsx";

export const PhoneField = typedInput({
  name: "PhoneField",
  type: "tel",
  inputmode: "tel",
  write: asText,
  read: (typed) => /^[+\d*][\d\s*-]{5,}$/.test(typed) ? typed.replace(/\s/g, "") : undefined,
  wrong: () => t("field.badPhone"),
});
