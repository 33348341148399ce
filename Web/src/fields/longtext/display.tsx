import type { FieldModule } from "../contract.ts";
import { text } from "../text/display.ts";

export const longtext: FieldModule = {
  align: "left",
  text: (value, field) => text.text(value, field).replace(/\s+/g, " "),
  show: (value, field) => <span class="prose">{text.text(value, field)}</span>,
};
