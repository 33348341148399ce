import { readonlyInput } from "../readonly-input.tsx";

export const AutoNumberField = readonlyInput("AutoNumberField");
