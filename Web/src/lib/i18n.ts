import { computed, ref } from "vue";
import { baseZh } from "../i18n/zh-CN.ts";
import { baseEn } from "../i18n/en.ts";

export type Locale = "zh-CN" | "en";
/** English must have every key of the Chinese words: a missing one does not compile. */
export type Words<K extends string = string> = Readonly<Record<K, string>>;
export type Values = Readonly<Record<string, string | number>>;
export type Translate<K extends string> = (key: K, values?: Values) => string;

const STORED = "yuyan.locale";

function readChoice(): Locale {
  try {
    return localStorage.getItem(STORED) === "en" ? "en" : "zh-CN";
  } catch {
    return "zh-CN"; // storage switched off
  }
}

const browser = typeof document !== "undefined";
export const locale = ref<Locale>(browser ? readChoice() : "zh-CN");
export const isChinese = computed(() => locale.value === "zh-CN");

export function setLocale(next: Locale): void {
  locale.value = next;
  if (!browser) return;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(STORED, next);
  } catch {
    // the choice lasts until the page is closed
  }
}

/** "还差 {n} 次" with { n: 2 } gives "还差 2 次"; an unknown name stays as it is. */
export function fillIn(sentence: string, values: Values = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The translator of one dictionary. A page keeps its own words beside it, so that they load with it. */
export function words<K extends string>(zh: Words<K>, en: Words<K>): Translate<K> {
  return (key, values) => fillIn((locale.value === "en" ? en : zh)[key], values);
}

export type Key = keyof typeof baseZh;
/** The words that every screen shares. */
export const t: Translate<Key> = words<Key>(baseZh, baseEn);
