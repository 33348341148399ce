import { locale, t } from "./i18n.ts";

export const NOTHING = "–";

/** A number from the API: a decimal string or a number; null for anything else. */
export function readNumber(value: unknown): number | null {
  if (typeof value === "string" && value.trim() === "") return null;
  if (typeof value !== "number" && typeof value !== "string") return null;
  const n = Number(value);
  return Number.isFinite(n) ? n : null;
}

/** Groups of three; at most `decimals` digits after the point (6 when not told). */
export function formatNumber(value: unknown, decimals?: number): string {
  const n = readNumber(value);
  if (n === null) return NOTHING;
  return n.toLocaleString(locale.value, {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 6,
  });
}

const trimmed = (n: number, digits: number): string =>
  n.toLocaleString(locale.value, { maximumFractionDigits: digits });

/** Fen as a heading says it: 980 元, 1.28 万元, 3.5 亿元. The exact sum is `formatMoneyExact`. */
export function formatMoney(fen: unknown): string {
  const n = readNumber(fen);
  if (n === null) return NOTHING;
  const yuan = n / 100;
  const size = Math.abs(yuan);
  // compare what would be shown, so that 9,999.6 is 1 万 and not 10,000
  if (Math.round(size) < 10_000) return `${trimmed(yuan, 0)} ${t("unit.yuan")}`;
  if (Math.round(size / 100) < 1_000_000) return `${trimmed(yuan / 1e4, 2)} ${t("unit.wanYuan")}`;
  return `${trimmed(yuan / 1e8, 2)} ${t("unit.yiYuan")}`;
}

/** Fen to the last one: ¥12,800.50. */
export function formatMoneyExact(fen: unknown): string {
  const n = readNumber(fen);
  if (n === null) return NOTHING;
  const sign = n < 0 ? "-" : "";
  const yuan = (Math.abs(n) / 100).toLocaleString(locale.value, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `${sign}¥${yuan}`;
}

/** What a person typed as 元 (12,800.5 or 1.28万) to whole fen; null when it is no sum. */
export function parseMoney(typed: string): number | null {
  const text = typed.replace(/[,\uff0c\s\u00a5\uffe5元]/g, "");
  const match = /^(-?)(\d+)(?:\.(\d*))?(万|亿)?$/.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", unit] = match;
  const shift = unit === "万" ? 6 : unit === "亿" ? 10 : 2;
  const digits = whole + fraction.padEnd(shift, "0").slice(0, shift);
  const rest = fraction.slice(shift);
  const fen = Number(digits) + (rest >= "5" ? 1 : 0);
  if (!Number.isSafeInteger(fen)) return null;
  return sign === "-" && fen !== 0 ? -fen : fen;
}

/** 12.5 → 12.5%: the API keeps percents as people say them. */
export function formatPercent(value: unknown, decimals = 1): string {
  const n = readNumber(value);
  return n === null ? NOTHING : `${trimmed(n, decimals)}%`;
}

/** A change against before: +4.2%, −1%, ±0%. */
export function formatDelta(value: unknown, decimals = 1): string {
  const n = readNumber(value);
  if (n === null) return NOTHING;
  const text = trimmed(Math.abs(n), decimals);
  return `${text === "0" ? "±" : n > 0 ? "+" : "−"}${text}%`;
}

export function formatBytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} kB`;
  return `${trimmed(size / 1024 / 1024, 1)} MB`;
}
