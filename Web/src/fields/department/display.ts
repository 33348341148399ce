import type { FieldModule } from "../contract.ts";
import { reference } from "../reference/display.tsx";

export const department: FieldModule = { align: "left", text: reference.text };
