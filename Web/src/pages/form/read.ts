import type { FieldType } from "../../lib/field-types.ts";
import { isChinese } from "../../lib/i18n.ts";
import { itemsOf, said } from "../../lib/record-pages.ts";

export interface Question {
  field: string;
  label: string;
  type: FieldType;
  required: boolean;
  placeholder: string;
  maxLength: number | null;
  options: { key: string; label: string }[];
}

/** A form that anybody may fill in. */
export interface OpenForm {
  company: string;
  title: string;
  intro: string;
  /** What the visitor must agree to; "" when nothing. */
  consent: string;
  questions: Question[];
}

export function readForm(body: unknown): OpenForm {
  const raw = (typeof body === "object" && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  return {
    company: typeof raw.company === "string" ? raw.company : "",
    title: said(raw, "label"),
    intro: said(raw, "intro"),
    consent: said(raw, "consent"),
    questions: itemsOf(raw.fields).map((f) => ({
      field: String(f.field ?? ""),
      label: said(f, "label"),
      type: String(f.type ?? "text") as FieldType,
      required: f.required === true,
      // a placeholder in the other language says less than none
      placeholder: isChinese.value ? said(f, "placeholder") : String(f.placeholder_en ?? ""),
      maxLength: typeof f.max_length === "number" ? f.max_length : null,
      options: itemsOf(f.options).map((o) => ({ key: String(o.key ?? ""), label: said(o, "label") })),
    })),
  };
}

/** ?utm_source=wechat&id=7 → { utm_source: "wechat" }: where the visitor came from, and nothing else. */
export function utmOf(search: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(search)) {
    if (/^utm_[a-z]{1,20}$/.test(key) && value !== "") out[key] = value.slice(0, 200);
  }
  return out;
}

export interface InputLook {
  type: "text" | "tel" | "email" | "url" | "date" | "number";
  inputmode: "text" | "tel" | "email" | "url" | "decimal";
  autocomplete: string;
}

const usual: Readonly<Record<string, string>> = {
  name: "name",
  company: "organization",
  address: "street-address",
  title_role: "organization-title",
};

/** The keyboard and the filling-in that suit a question. */
export function lookOf({ type, field }: Question): InputLook {
  switch (type) {
    case "phone":
      return { type: "tel", inputmode: "tel", autocomplete: "tel" };
    case "email":
      return { type: "email", inputmode: "email", autocomplete: "email" };
    case "url":
      return { type: "url", inputmode: "url", autocomplete: "url" };
    case "date":
      return { type: "date", inputmode: "text", autocomplete: "off" };
    case "number":
    case "money":
    case "percent":
      return { type: "text", inputmode: "decimal", autocomplete: "off" };
    default:
      return { type: "text", inputmode: "text", autocomplete: usual[field] ?? "off" };
  }
}
