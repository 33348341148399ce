import { readonlyInput } from "../readonly-input.tsx";

export const FormulaField = readonlyInput("FormulaField");
