import { lookupField } from "../reference/input.tsx";

export const DepartmentField = lookupField("DepartmentField", () => "department");
