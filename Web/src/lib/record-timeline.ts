// What happened to a record: timeline, changes of fields, audit.
import { isRaw, itemsOf, num, said, text } from "./record-pages.ts";

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
