import { formatNumber } from "../../lib/numbers.ts";
import { itemsOf } from "../../lib/record-pages.ts";
import { say, sayExactly } from "./figures.ts";
import { type Format, formatOf } from "./read.ts";
import { readSpan, type Span } from "./span.ts";
import { t } from "./words.ts";

/** One record behind a number. */
export interface Rest {
  key: string;
  /** null: handed over since, so that this user may not open it. */
  id: number | null;
  object: string;
  title: string;
  owner: unknown;
  at: unknown;
  /** What it adds to the number. */
  value: number | null;
}

export interface Behind {
  format: Format;
  period: Span;
  count: number;
  total: number | null;
  /** The halves of a ratio. */
  parts: string[];
  part: string | null;
  rows: Rest[];
  next: string | null;
}

const num = (v: unknown): number | null => typeof v === "number" ? v : null;

export function readBehind(body: unknown): Behind {
  const raw = (typeof body === "object" && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  return {
    format: formatOf(raw.format),
    period: readSpan(raw.period),
    count: num(raw.count) ?? 0,
    total: num(raw.total),
    parts: Array.isArray(raw.parts) ? raw.parts.map(String) : [],
    part: typeof raw.part === "string" ? raw.part : null,
    rows: itemsOf(raw.items).map((r, i) => ({
      key: `${num(r.id) ?? `hidden ${i} ${r.at}`}`,
      id: r.visible === false ? null : num(r.id),
      object: String(r.object ?? ""),
      title: String(r.title ?? ""),
      owner: r.owner,
      at: r.at,
      value: num(r.value),
    })),
    next: typeof raw.next_cursor === "string" && raw.next_cursor !== "" ? raw.next_cursor : null,
  };
}

/** The number is how many records there are; half of a share is told so too. */
const counts = ({ format, total, count }: Behind): boolean => format !== "money" && total === count;

/** How many, and the number itself where it is not the same. */
export function sayTotal(behind: Behind): string {
  const n = formatNumber(behind.count), total = sayExactly(behind.format, behind.total);
  if (counts(behind)) return t("recordsOnly", { n });
  return t(behind.format === "money" || behind.format === "number" ? "records" : "recordsValue", {
    n,
    total,
  });
}

/** What one record adds; nothing where every record is one. A share is made of hits and misses. */
export function sayPart(behind: Behind, value: number | null): string {
  if (behind.part === "numerator" && counts(behind)) return "";
  if (behind.format === "percent" && (value === 0 || value === 1)) return t(value === 1 ? "hit" : "miss");
  if (counts(behind)) return "";
  return say(behind.format, value);
}
