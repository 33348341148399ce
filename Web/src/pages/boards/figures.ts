import { formatMoney, formatMoneyExact, formatNumber, NOTHING } from "../../lib/numbers.ts";
import type { Format, Metric } from "./read.ts";
import { t } from "./words.ts";

const short = (n: number): string => formatNumber(Math.round(n * 100) / 100);

/** A number of a board in words; percents come in basis points. */
export function say(format: Format, value: number | null): string {
  if (value === null) return NOTHING;
  switch (format) {
    case "money":
      return formatMoney(value);
    case "percent":
      return `${formatNumber(Math.round(value / 10) / 10)}%`;
    case "minutes":
      return t("minutes", { n: short(value) });
    case "days":
      return t("days", { n: short(value) });
    case "number":
      return short(value);
  }
}

/** To the last fen, for who wants to know. */
export const sayExactly = (format: Format, value: number | null): string =>
  format === "money" ? formatMoneyExact(value) : say(format, value);

export interface Change {
  direction: "up" | "down" | "same";
  words: string;
  /** null: neither good nor bad. */
  good: boolean | null;
}

/** Against another number: a percent by points, all else by its share. Null where there is nothing to compare. */
export function compare(metric: Metric, other: number | null): Change | null {
  const { value, format, higherIsBetter } = metric;
  if (value === null || other === null) return null;
  if (value === other) return { direction: "same", words: t("same"), good: null };
  const direction = value > other ? "up" : "down";
  const good = higherIsBetter === null ? null : higherIsBetter === (direction === "up");
  if (other === 0 && format !== "percent") return { direction, words: t("fromNothing"), good: null };
  const by = format === "percent"
    ? t("points", { n: formatNumber(Math.round(Math.abs(value - other) / 10) / 10) })
    : `${formatNumber(Math.round(Math.abs(value - other) / Math.abs(other) * 1000) / 10)}%`;
  return { direction, words: t(direction, { d: by }), good };
}

/** Points of a small line in a box of 100 × 28; none for fewer than two numbers. */
export function sparkPath(values: readonly (number | null)[]): string {
  const known = values.filter((v): v is number => v !== null);
  if (known.length < 2) return "";
  const low = Math.min(...known), high = Math.max(...known), span = high - low || 1;
  let pen = "M";
  return values.map((v, i) => {
    if (v === null) {
      pen = "M";
      return "";
    }
    const x = Math.round(i / (values.length - 1) * 1000) / 10;
    const y = Math.round((26 - (v - low) / span * 24) * 10) / 10;
    const step = `${pen}${x} ${y}`;
    pen = "L";
    return step;
  }).join("");
}
