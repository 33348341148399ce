import { readNamed } from "../../fields/reference/display.tsx";
import { itemsOf, said } from "../../lib/record-pages.ts";

/** What POST /touches answers. */
export interface Recorded {
  touchId: number;
  version: number;
  object: string;
  id: number;
  effective: boolean;
  /** What would make it effective. */
  reasons: string[];
  /** The deadline that it closed. */
  closed: string | null;
  week: { done: number; goal: number };
}

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (v: unknown): v is Raw => typeof v === "object" && v !== null;
const num = (v: unknown): number => typeof v === "number" ? v : 0;

export function readRecorded(body: unknown): Recorded {
  const raw = isRaw(body) ? body : {};
  const touch = isRaw(raw.touch) ? raw.touch : {};
  const week = isRaw(raw.week) ? raw.week : {};
  const closed = isRaw(raw.closed_deadline) ? raw.closed_deadline : null;
  return {
    touchId: readNamed(touch)?.id ?? 0,
    version: num(touch.version),
    object: typeof raw.object === "string" ? raw.object : "",
    id: num(raw.record_id),
    effective: raw.effective === true,
    reasons: itemsOf(raw.reasons).map((r) => said(r, "text")).filter((s) => s !== ""),
    closed: closed && closed.state !== "withdrawn" ? said(closed, "label") : null,
    week: { done: num(week.done), goal: num(week.goal) },
  };
}
