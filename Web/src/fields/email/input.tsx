import { t } from "../../lib/i18n.ts";
import { asText, typedInput } from "../typed-input.tsx";

export const EmailField = typedInput({
  name: "EmailField",
  type: "email",
  inputmode: "email",
  write: asText,
  read: (typed) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed) ? typed : undefined,
  wrong: () => t("field.badEmail"),
});
