import { t } from "../../lib/i18n.ts";
import { asText, typedInput } from "../typed-input.tsx";

export const RegionField = typedInput({
  name: "RegionField",
  write: asText,
  read: (typed) => typed.split(/[/\s、]+/).filter((s) => s !== "").join("/"),
  hint: (_typed, field) => field.help ?? [t("field.province"), t("field.city"), t("field.county")].join("/"),
});
