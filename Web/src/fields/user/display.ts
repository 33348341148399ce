import type { FieldModule } from "../contract.ts";
import { reference } from "../reference/display.tsx";

export const user: FieldModule = { align: "left", text: reference.text };
