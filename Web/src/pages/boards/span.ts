import { said } from "../../lib/record-pages.ts";

/** A period: what it is called, and its days. */
export interface Span {
  key: string;
  label: string;
  from: string;
  to: string;
}
type Raw = Readonly<Record<string, unknown>>;
const raw = (v: unknown): Raw => typeof v === "object" && v !== null ? v as Raw : {};
const text = (v: unknown): string => typeof v === "string" ? v : "";

export const readSpan = (v: unknown): Span => ({
  key: text(raw(v).key),
  label: said(raw(v), "label"),
  from: text(raw(v).from),
  to: text(raw(v).to),
});

/** 本月（2026-11-01 – 2026-11-30); days that the label says already are not said twice. */
export const saySpan = ({ label, from, to }: Span): string =>
  label.includes(from) ? label : `${label}（${from} – ${to}）`;
