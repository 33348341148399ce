import type { FieldModule } from "../contract.ts";
import { StatusChip } from "../../components/status-chip.tsx";
import { t } from "../../lib/i18n.ts";
import { optionOf } from "../../lib/schema.ts";
import { select } from "../select/display.tsx";

const keys = (value: unknown): unknown[] => Array.isArray(value) ? value : [value];

export const multiselect: FieldModule = {
  align: "left",
  text: (value, field) => keys(value).map((key) => select.text(key, field)).join(t("list.separator")),
  show: (value, field) => (
    <span class="chips">
      {keys(value).map((key) => (
        <StatusChip key={String(key)} label={select.text(key, field)} tone={optionOf(field, key)?.tone} />
      ))}
    </span>
  ),
};
