import { lookupField } from "../reference/input.tsx";

export const UserField = lookupField("UserField", () => "user");
