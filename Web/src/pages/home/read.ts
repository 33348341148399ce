import { readNamed } from "../../fields/reference/display.tsx";
import { isChinese } from "../../lib/i18n.ts";
import { itemsOf, said } from "../../lib/record-pages.ts";
import type { Ref } from "../../lib/records.ts";

export type Action = "call" | "record" | "approve" | "open";

/** One thing that needs somebody now. */
export interface WorkItem {
  key: string;
  kind: string;
  object: string;
  id: number;
  title: string;
  why: string;
  due: number | null;
  urgent: boolean;
  action: Action;
  phone: string | null;
  /** The approval or task that it stands for. */
  reference: number | null;
}

export const exceptionKinds = ["escalation", "red", "below_average"] as const;
export type ExceptionKind = typeof exceptionKinds[number];
export interface Exception {
  key: string;
  kind: ExceptionKind;
  object: string;
  id: number;
  title: string;
  why: string;
  at: number | null;
  owner: Ref | null;
}

export interface TeamRow {
  user: Ref;
  effective: number;
  /** 1 is the team's average. */
  share: number | null;
}

export interface Workbench {
  headline: string;
  items: WorkItem[];
  week: { effective: number; goal: number; rank: number | null; of: number; average: number | null } | null;
  suggestion: { object: string; id: number; title: string; why: string; phone: string | null } | null;
  /** Of people who manage; null for anybody else. */
  exceptions: Exception[] | null;
  team: TeamRow[];
}

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (v: unknown): v is Raw => typeof v === "object" && v !== null && !Array.isArray(v);
const text = (v: unknown): string => typeof v === "string" ? v : "";
const num = (v: unknown): number | null => typeof v === "number" ? v : null;
const actions: readonly Action[] = ["call", "record", "approve", "open"];

const readItem = (raw: Raw): WorkItem => ({
  key: text(raw.key),
  kind: text(raw.kind),
  object: text(raw.object),
  id: num(raw.record_id) ?? 0,
  title: text(raw.title),
  why: said(raw, "why"),
  due: num(raw.due_at),
  urgent: raw.urgency === "now",
  action: actions.find((a) => a === raw.action) ?? "open",
  phone: text(raw.phone) || null,
  reference: num(raw.reference),
});

function readException(raw: Raw): Exception[] {
  const kind = exceptionKinds.find((k) => k === raw.kind);
  const id = num(raw.record_id);
  if (kind === undefined || id === null) return [];
  return [{
    key: `${kind} ${text(raw.object)} ${id}`,
    kind,
    object: text(raw.object),
    id,
    title: text(raw.title),
    why: said(raw, "why"),
    at: num(raw.at),
    owner: readNamed(raw.owner),
  }];
}

function readTeam(raw: Raw): TeamRow[] {
  const user = readNamed(raw.user);
  return user === null ? [] : [{ user, effective: num(raw.effective) ?? 0, share: num(raw.average_share) }];
}

export function readWorkbench(body: unknown): Workbench {
  const raw = isRaw(body) ? body : {};
  const headline = isRaw(raw.headline) ? raw.headline : {};
  const week = isRaw(raw.week) ? raw.week : null;
  const next = isRaw(raw.suggestion) ? raw.suggestion : null;
  return {
    headline: (isChinese.value ? "" : text(headline.en)) || text(headline.zh),
    items: itemsOf(raw.items).map(readItem),
    week: week && {
      effective: num(week.effective) ?? 0,
      goal: num(week.goal) ?? 0,
      rank: num(week.rank),
      of: num(week.of) ?? 0,
      average: num(week.team_average),
    },
    suggestion: next && {
      object: text(next.object),
      id: num(next.record_id) ?? 0,
      title: text(next.title),
      why: said(next, "why"),
      phone: text(next.phone) || null,
    },
    exceptions: Array.isArray(raw.exceptions) ? itemsOf(raw.exceptions).flatMap(readException) : null,
    team: itemsOf(raw.team).flatMap(readTeam),
  };
}
