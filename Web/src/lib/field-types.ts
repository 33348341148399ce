/** The field types of the server, in the order in which designers offer them. */
export const fieldTypes = [
  "text",
  "longtext",
  "number",
  "money",
  "percent",
  "date",
  "datetime",
  "boolean",
  "select",
  "multiselect",
  "reference",
  "user",
  "department",
  "phone",
  "email",
  "url",
  "region",
  "attachment",
  "autonumber",
  "formula",
] as const;
export type FieldType = typeof fieldTypes[number];

/** The colours of options, stages and warnings. */
export const tones = ["grey", "blue", "teal", "green", "yellow", "orange", "red", "purple"] as const;
export type Tone = typeof tones[number];
