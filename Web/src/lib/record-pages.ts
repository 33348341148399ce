// What a record's page shows beside its fields: read carefully, so that a missing part hides no page.
import { readNamed } from "../fields/reference/display.tsx";
import { api } from "./api.ts";
import { isChinese } from "./i18n.ts";
import { readRow, recordPath, type Ref, type Row } from "./records.ts";

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (v: unknown): v is Raw => typeof v === "object" && v !== null && !Array.isArray(v);
const text = (v: unknown): string => typeof v === "string" ? v : "";
const num = (v: unknown): number | null => typeof v === "number" ? v : null;
/** Items of `{items:[…]}` or of a bare list. */
export function itemsOf(body: unknown): Raw[] {
  const list = isRaw(body) ? body.items : body;
  return Array.isArray(list) ? list.filter(isRaw) : [];
}
export const said = (raw: Raw, key: string): string =>
  (isChinese.value ? "" : text(raw[`${key}_en`])) || text(raw[key]);
const nextOf = (body: unknown): string | null =>
  isRaw(body) && body.next_cursor ? String(body.next_cursor) : null;
/** {id: 7, name: "王芳"}; the system and forms have no id. */
const actorOf = (v: unknown): string => isRaw(v) ? text(v.name) || text(v.label) : text(v);

export interface TimelineItem {
  id: number;
  kind: string;
  at: number;
  who: string;
  title: string;
  text: string;
  effective: boolean;
  files: { id: number; name: string }[];
}

function filesOf(detail: unknown): { id: number; name: string }[] {
  if (!isRaw(detail)) return [];
  const all = [detail.file, ...(Array.isArray(detail.files) ? detail.files : [])];
  return all.flatMap((file) => {
    if (typeof file === "number") return [{ id: file, name: text(detail.name) || `#${file}` }];
    return isRaw(file) && typeof file.id === "number" ? [{ id: file.id, name: text(file.name) }] : [];
  });
}

export function readTimeline(body: unknown): { rows: TimelineItem[]; next: string | null } {
  const rows = itemsOf(body).map((raw) => ({
    id: num(raw.id) ?? 0,
    kind: text(raw.kind),
    at: num(raw.at) ?? 0,
    who: actorOf(raw.actor),
    title: said(raw, "title"),
    text: text(raw.text),
    effective: isRaw(raw.detail) && raw.detail.effective === true,
    files: filesOf(raw.detail),
  }));
  return { rows, next: nextOf(body) };
}

export type TimelineGroup = "touch" | "stage" | "files" | "read" | "other";

/** The filter that a kind of event belongs to. */
export function groupOf(kind: string): TimelineGroup {
  if (kind.startsWith("touch.")) return "touch";
  if (kind.startsWith("stage.") || kind.startsWith("approval.")) return "stage";
  if (kind.startsWith("evidence.")) return "files";
  return /^(page|document|material|webinar)\.|\.touched$|\.arrived$/.test(kind) ? "read" : "other";
}

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
const plain = (v: unknown): string => Array.isArray(v) ? v.map(plain).join("、") : isRaw(v) ? "" : String(v);

export const readRouting = (body: unknown): Decision[] =>
  itemsOf(body).map((raw) => ({
    id: num(raw.id) ?? 0,
    at: num(raw.at) ?? 0,
    rule: said(raw, "rule_label") || text(raw.rule),
    version: num(raw.schema_number),
    owner: readNamed(raw.owner),
    inputs: Object.entries(isRaw(raw.inputs) ? raw.inputs : {})
      .map(([key, v]): [string, string] => [key, v === null ? "" : plain(v)]).filter(([, v]) => v !== ""),
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

export interface HistoryItem {
  field: string;
  label: string;
  before: string;
  after: string;
  at: number;
  who: string;
}
export function readHistory(body: unknown): { rows: HistoryItem[]; next: string | null } {
  const rows = itemsOf(body).map((raw) => ({
    field: text(raw.field),
    label: said(raw, "label"),
    before: text(raw.old),
    after: text(raw.new),
    at: num(raw.at) ?? 0,
    who: actorOf(raw.by),
  }));
  return { rows, next: nextOf(body) };
}

export interface AuditItem {
  id: number;
  at: number;
  who: string;
  action: string;
  digest: string;
}
export function readAudit(body: unknown): { rows: AuditItem[]; next: string | null } {
  const rows = itemsOf(body).map((raw) => ({
    id: num(raw.id) ?? 0,
    at: num(raw.at) ?? 0,
    who: actorOf(raw.actor),
    action: text(raw.action),
    digest: text(raw.digest),
  }));
  return { rows, next: nextOf(body) };
}

/** One part of a record's page, as the server tells it. */
export const getPart = (object: string, id: number, part: string, query = {}, signal?: AbortSignal) =>
  api.get<unknown>(`${recordPath(object, id)}/${part}`, query, signal ? { signal } : {});
