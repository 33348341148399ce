import { type Component, defineComponent } from "vue";
import type { FieldType } from "../lib/schema.ts";
import { type InputProps, inputProps } from "./contract.ts";
import { AttachmentField } from "./attachment/input.tsx";
import { AutoNumberField } from "./autonumber/input.tsx";
import { BooleanField } from "./boolean/input.tsx";
import { DateField } from "./date/input.tsx";
import { DateTimeField } from "./datetime/input.tsx";
import { DepartmentField } from "./department/input.tsx";
import { EmailField } from "./email/input.tsx";
import { FormulaField } from "./formula/input.tsx";
import { LongTextField } from "./longtext/input.tsx";
import { MoneyField } from "./money/input.tsx";
import { MultiSelectField } from "./multiselect/input.tsx";
import { NumberField } from "./number/input.tsx";
import { PercentField } from "./percent/input.tsx";
import { PhoneField } from "./phone/input.tsx";
import { ReferenceField } from "./reference/input.tsx";
import { RegionField } from "./region/input.tsx";
import { SelectField } from "./select/input.tsx";
import { TextField } from "./text/input.tsx";
import { UrlField } from "./url/input.tsx";
import { UserField } from "./user/input.tsx";

/** A type without an input does not compile. */
export const inputs: Readonly<Record<FieldType, Component<InputProps>>> = {
  text: TextField,
  longtext: LongTextField,
  number: NumberField,
  money: MoneyField,
  percent: PercentField,
  date: DateField,
  datetime: DateTimeField,
  boolean: BooleanField,
  select: SelectField,
  multiselect: MultiSelectField,
  reference: ReferenceField,
  user: UserField,
  department: DepartmentField,
  phone: PhoneField,
  email: EmailField,
  url: UrlField,
  region: RegionField,
  attachment: AttachmentField,
  autonumber: AutoNumberField,
  formula: FormulaField,
};

export const AnyInput = defineComponent<InputProps>((props) => () => {
  const Input = inputs[props.field.type];
  return (
    <Input
      field={props.field}
      value={props.value}
      error={props.error}
      disabled={props.disabled || props.field.read_only}
      onChange={props.onChange}
    />
  );
}, { name: "AnyInput", props: inputProps });
