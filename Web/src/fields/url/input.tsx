import { t } from "../../lib/i18n.ts";
import { asText, typedInput } from "../typed-input.tsx";
import { readUrl } from "./display.tsx";

export const UrlField = typedInput({
  name: "UrlField",
  type: "url",
  write: asText,
  read: (typed) => readUrl(typed) === null ? undefined : typed,
  wrong: () => t("field.badUrl"),
});
