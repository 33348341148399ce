import type { FieldModule } from "../contract.ts";
import { text } from "../text/display.ts";

export const autonumber: FieldModule = { align: "left", text: text.text };
