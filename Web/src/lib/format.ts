import type { Child } from "vue";
import { isEmpty } from "../fields/contract.ts";
import { registry } from "../fields/registry.ts";
import { t } from "./i18n.ts";
import { NOTHING } from "./numbers.ts";
import type { Field } from "./schema.ts";

/** A value in words. */
export const fieldText = (field: Field, value: unknown): string =>
  isEmpty(value) ? NOTHING : registry[field.type].text(value, field);

/** A value on a screen: links, chips, numbers. */
export function showValue(field: Field, value: unknown): Child {
  if (isEmpty(value)) return NOTHING;
  const module = registry[field.type];
  return module.show?.(value, field) ?? module.text(value, field);
}

export const alignOf = (field: Field): "left" | "right" =>
  registry[field.type === "formula" ? field.result ?? "text" : field.type].align;

/** What is wrong with a value before it is sent; null when nothing is. */
export function checkValue(field: Field, value: unknown): string | null {
  if (isEmpty(value)) return field.required ? t("field.required") : null;
  return registry[field.type].check?.(value, field) ?? null;
}
