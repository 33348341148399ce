import type { Words } from "../lib/i18n.ts";
import type { fieldsZh } from "./fields.zh-CN.ts";

export const fieldsEn: Words<keyof typeof fieldsZh> = {
  "field.empty": "empty",
  "field.required": "required",
  "field.yes": "Yes",
  "field.no": "No",
  "field.none": "None",
  "field.pickDate": "Pick a date",
  "field.badDate": "A date looks like 2025-06-01",
  "field.badTime": "A time looks like 09:30",
  "field.badNumber": "Enter a number",
  "field.badPhone": "Enter a mobile number of 11 digits, or a landline with its area code",
  "field.badEmail": "Enter a complete e-mail address",
  "field.badUrl": "Enter an address that begins with https://",
  "field.noMatch": "Nothing matches",
  "field.typeToFind": "Type two characters to search",
  "field.addFile": "Add files",
  "field.removeFile": "Remove {name}",
  "field.uploading": "Uploading {name}",
  "field.auto": "made when saved",
  "field.province": "Province",
  "field.city": "City",
  "field.county": "County",
};
