import type { FieldType } from "../lib/schema.ts";
import type { FieldModule } from "./contract.ts";
import { attachment } from "./attachment/display.tsx";
import { autonumber } from "./autonumber/display.ts";
import { boolean } from "./boolean/display.ts";
import { date } from "./date/display.ts";
import { datetime } from "./datetime/display.tsx";
import { department } from "./department/display.ts";
import { email } from "./email/display.tsx";
import { formula } from "./formula/display.ts";
import { longtext } from "./longtext/display.tsx";
import { money } from "./money/display.tsx";
import { multiselect } from "./multiselect/display.tsx";
import { number } from "./number/display.ts";
import { percent } from "./percent/display.ts";
import { phone } from "./phone/display.tsx";
import { reference } from "./reference/display.tsx";
import { region } from "./region/display.ts";
import { select } from "./select/display.tsx";
import { text } from "./text/display.ts";
import { url } from "./url/display.tsx";
import { user } from "./user/display.ts";

/** A type without a module does not compile. */
export const registry: Readonly<Record<FieldType, FieldModule>> = {
  text,
  longtext,
  number,
  money,
  percent,
  date,
  datetime,
  boolean,
  select,
  multiselect,
  reference,
  user,
  department,
  phone,
  email,
  url,
  region,
  attachment,
  autonumber,
  formula,
};
