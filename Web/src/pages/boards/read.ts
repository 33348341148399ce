import { itemsOf, said } from "../../lib/record-pages.ts";
import { readSpan, type Span } from "./span.ts";

export type Format = "number" | "money" | "percent" | "minutes" | "days";
export type Style = "number" | "gauge" | "trend" | "ranking" | "funnel" | "bar" | "table";

export interface Metric {
  key: string;
  label: string;
  help: string;
  format: Format;
  value: number | null;
  previous: number | null;
  average: number | null;
  n: number;
  note: string;
  /** null: neither. */
  higherIsBetter: boolean | null;
}
export interface Group {
  key: string;
  label: string;
  values: (number | null)[];
  n: number[];
  note: string;
  /** What a drill-down asks for: a group, or a period of its own. */
  drill: string | null;
  period: string | null;
  reached: number | null;
  /** In basis points. */
  passRate: number | null;
  tone: string;
  lost: boolean;
  rank: number | null;
}
export interface Point {
  label: string;
  period: string;
  values: (number | null)[];
  note: string;
}
export interface Widget {
  key: string;
  label: string;
  style: Style;
  /** Of twelve columns. */
  width: number;
  metrics: Metric[];
  rows: Group[];
  trend: Point[];
  note: string;
  rank: { rank: number; of: number } | null;
  groupBy: string;
  more: number;
}
export interface Board {
  key: string;
  label: string;
  period: Span;
  previous: Span;
  widgets: Widget[];
}

type Raw = Readonly<Record<string, unknown>>;
const raw = (v: unknown): Raw => typeof v === "object" && v !== null ? v as Raw : {};
const text = (v: unknown): string => typeof v === "string" ? v : "";
const num = (v: unknown): number | null => typeof v === "number" ? v : null;
const nums = (v: unknown): (number | null)[] => Array.isArray(v) ? v.map(num) : [];

const formats: readonly Format[] = ["number", "money", "percent", "minutes", "days"];
const styles: readonly Style[] = ["number", "gauge", "trend", "ranking", "funnel", "bar", "table"];
export const formatOf = (v: unknown): Format => formats.find((f) => f === v) ?? "number";

const readMetric = (m: Raw): Metric => ({
  key: text(m.key),
  label: said(m, "label"),
  help: said(m, "help"),
  format: formatOf(m.format),
  value: num(m.value),
  previous: num(m.previous),
  average: num(m.team_average),
  n: num(m.n) ?? 0,
  note: said(m, "note"),
  higherIsBetter: typeof m.higher_is_better === "boolean" ? m.higher_is_better : null,
});
const readGroup = (r: Raw): Group => ({
  key: text(raw(r.group).key),
  label: said(raw(r.group), "label"),
  values: nums(r.values),
  n: nums(r.n).map((n) => n ?? 0),
  note: said(r, "note"),
  drill: text(r.drill) || null,
  period: text(r.period) || null,
  reached: num(r.reached),
  passRate: num(r.pass_rate),
  tone: text(r.color),
  lost: r.category === "lost",
  rank: num(r.rank),
});
const readPoint = (p: Raw): Point => ({
  label: text(p.label),
  period: text(p.period),
  values: nums(p.values),
  note: said(p, "note"),
});

function readWidget(w: Raw): Widget {
  const rank = raw(w.rank);
  return {
    key: text(w.key),
    label: said(w, "label"),
    style: styles.find((s) => s === w.style) ?? "table",
    width: Math.min(12, Math.max(2, num(w.width) ?? 6)),
    metrics: itemsOf(w.metrics).map(readMetric),
    rows: itemsOf(w.rows).map(readGroup),
    trend: itemsOf(w.trend).map(readPoint),
    note: said(w, "note"),
    rank: num(rank.rank) === null ? null : { rank: num(rank.rank) ?? 0, of: num(rank.of) ?? 0 },
    groupBy: text(w.group_by),
    more: num(w.more) ?? 0,
  };
}

export function readBoard(body: unknown): Board {
  const b = raw(body);
  return {
    key: text(raw(b.board).key),
    label: said(raw(b.board), "label"),
    period: readSpan(b.period),
    previous: readSpan(b.previous_period),
    widgets: itemsOf(b.widgets).map(readWidget),
  };
}

export const readBoards = (body: unknown): { key: string; label: string }[] =>
  itemsOf(body).map((b) => ({ key: text(b.key), label: said(b, "label") }));
