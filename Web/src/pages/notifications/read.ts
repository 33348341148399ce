import { icons } from "icons";
import type { Chunk } from "../../lib/paging.ts";
import { itemsOf, said } from "../../lib/record-pages.ts";

export interface Notice {
  id: number;
  kind: string;
  title: string;
  body: string;
  urgent: boolean;
  object: string | null;
  record: number | null;
  at: number;
  read: boolean;
}

const num = (v: unknown): number | null => typeof v === "number" ? v : null;

export function readNotices(body: unknown): Chunk<Notice> {
  const next = (body as { next_cursor?: unknown } | null)?.next_cursor;
  return {
    rows: itemsOf(body).map((raw) => ({
      id: num(raw.id) ?? 0,
      kind: typeof raw.kind === "string" ? raw.kind : "",
      title: said(raw, "title"),
      body: said(raw, "body"),
      urgent: raw.urgency === "now",
      object: typeof raw.object === "string" ? raw.object : null,
      record: num(raw.record_id),
      at: num(raw.created_at) ?? 0,
      read: num(raw.read_at) !== null,
    })),
    next: next ? String(next) : null,
  };
}

/** By the first word of the kind. */
export function iconOf(kind: string): string {
  switch (kind.split(".", 1)[0]) {
    case "lead":
      return icons.bolt;
    case "approval":
      return icons.how_to_reg;
    case "warning":
      return icons.warning;
    case "task":
      return icons.task_alt;
    case "stage":
      return icons.flag;
    default:
      return icons.notifications;
  }
}
