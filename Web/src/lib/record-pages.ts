// What a record's page shows beside its fields: read carefully, so that a missing part hides no page.
import { readNamed } from "../fields/reference/display.tsx";
import { api } from "./api.ts";
import { isChinese } from "./i18n.ts";
import { readRow, recordPath, type Ref, type Row } from "./records.ts";

export type Raw = Readonly<Record<string, unknown>>;
export const isRaw = (v: unknown): v is Raw => typeof v === "object" && v !== null && !Array.isArray(v);
export const text = (v: unknown): string => typeof v === "string" ? v : "";
export const num = (v: unknown): number | null => typeof v === "number" ? v : null;
/** Items of `{items:[…]}` or of a bare list. */
export function itemsOf(body: unknown): Raw[] {
  const list = isRaw(body) ? body.items : body;
  return Array.isArray(list) ? list.filter(isRaw) : [];
}
export const said = (raw: Raw, key: string): string =>
  (isChinese.value ? "" : text(raw[`${key}_en`])) || text(raw[key]);
export interface RelatedGroup {
  object: string;
  label: string;
  field: string;
  count: number;
  rows: Row[];
}
export const readRelated = (body: unknown): RelatedGroup[] =>
  itemsOf(body).map((raw) => ({
    object: text(raw.object),
    label: said(raw, "label"),
    field: text(raw.field),
    count: num(raw.count) ?? 0,
    rows: itemsOf(raw.items).map((item) => readRow(text(raw.object), item)),
  }));

export interface Score {
  total: number;
  grade: string;
  version: number | null;
  lines: { key: string; label: string; points: number; reason: string }[];
}
export function readScore(body: unknown): Score | null {
  const total = isRaw(body) ? num(body.total) : null;
  if (!isRaw(body) || total === null) return null;
  const lines = itemsOf(body.lines).map((raw) => ({
    key: text(raw.key),
    label: said(raw, "label"),
    points: num(raw.points) ?? Number(raw.points ?? 0),
    reason: said(raw, "reason"),
  }));
  return { total, grade: text(body.grade), version: num(body.schema_number), lines };
}

export interface Decision {
  id: number;
  at: number;
  rule: string;
  version: number | null;
  owner: Ref | null;
  inputs: [string, string][];
  candidates: {
    user: Ref | null;
    chosen: boolean;
    reasons: string[];
    load: number | null;
    today: number | null;
  }[];
}
/** Lists and objects among the inputs are for machines. */
const plain = (v: unknown): string => typeof v === "string" || typeof v === "number" ? String(v) : "";

export const readRouting = (body: unknown): Decision[] =>
  itemsOf(body).map((raw) => ({
    id: num(raw.id) ?? 0,
    at: num(raw.at) ?? 0,
    rule: said(raw, "rule_label") || text(raw.rule),
    version: num(raw.schema_number),
    owner: readNamed(raw.owner),
    inputs: Object.entries(isRaw(raw.inputs) ? raw.inputs : {})
      .map(([key, v]): [string, string] => [key, plain(v)]).filter(([, v]) => v !== ""),
    candidates: itemsOf(raw.candidates).map((c) => ({
      user: readNamed(c.user),
      chosen: c.chosen === true,
      reasons: itemsOf(c.reasons).map((r) => said(r, "text")),
      load: isRaw(c.numbers) ? num(c.numbers.load_rate) : null,
      today: isRaw(c.numbers) ? num(c.numbers.assigned_today) : null,
    })),
  }));

export type DeadlineState = "open" | "met" | "late" | "escalated" | "withdrawn";
export interface Deadline {
  label: string;
  state: DeadlineState;
  targetAt: number;
  hardAt: number;
  minutes: number | null;
}
const states: readonly DeadlineState[] = ["open", "met", "late", "escalated", "withdrawn"];
export const readDeadlines = (body: unknown): Deadline[] =>
  itemsOf(body).map((raw) => ({
    label: said(raw, "label"),
    state: states.find((s) => s === raw.state) ?? "open",
    targetAt: num(raw.target_at) ?? 0,
    hardAt: num(raw.hard_at) ?? 0,
    minutes: num(raw.minutes),
  }));

/** One part of a record's page, as the server tells it. */
export const getPart = (object: string, id: number, part: string, query = {}, signal?: AbortSignal) =>
  api.get<unknown>(`${recordPath(object, id)}/${part}`, query, signal ? { signal } : {});
