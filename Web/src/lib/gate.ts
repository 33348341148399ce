import { api } from "./api.ts";
import { Problem } from "./problem.ts";
import { locale } from "./i18n.ts";
import { readRecord, type RecordBody, recordPath, type Ref } from "./records.ts";
import { readNamed } from "../fields/reference/display.tsx";
import type { Process, Stage } from "./schema.ts";

/** One line of the tick list before a stage. */
export interface GateItem {
  code: string;
  text: string;
  mend: string;
  met: boolean;
  field: string | null;
  /** The kind of evidence or event. */
  kind: string | null;
  /** false: advice, the move does not wait for it. */
  blocking: boolean;
}

export interface Gate {
  stage: string;
  label: string;
  items: GateItem[];
  needsApproval: boolean;
  approver: Ref | null;
  obstacles: { key: string; label: string }[];
}

type Raw = Readonly<Record<string, unknown>>;
const list = (v: unknown): Raw[] =>
  Array.isArray(v) ? v.filter((x): x is Raw => typeof x === "object" && x !== null) : [];
const text = (v: unknown): string => typeof v === "string" ? v : "";
const said = (raw: Raw, key: string): string =>
  (locale.value === "en" ? text(raw[`${key}_en`]) : "") || text(raw[key]);

export function readItems(v: unknown): GateItem[] {
  return list(v).map((raw) => ({
    code: text(raw.code),
    text: said(raw, "text") || said(raw, "detail"),
    mend: said(raw, "mend"),
    met: raw.met === true,
    field: text(raw.field) || null,
    kind: text(raw.kind) || null,
    blocking: raw.blocking !== false && raw.is_blocking !== false,
  }));
}

export function readGate(body: unknown): Gate {
  const raw = (typeof body === "object" && body !== null ? body : {}) as Raw;
  return {
    stage: text(raw.stage),
    label: said(raw, "label"),
    items: readItems(raw.items),
    needsApproval: raw.needs_approval === true,
    approver: readNamed(raw.approver),
    obstacles: list(raw.obstacles).map((o) => ({ key: text(o.key), label: said(o, "label") })),
  };
}

export async function getGate(object: string, id: number, to: string, signal?: AbortSignal): Promise<Gate> {
  return readGate(await api.get(`${recordPath(object, id)}/gate`, { to }, signal ? { signal } : {}));
}

export interface MoveInput {
  to: string;
  obstacle?: string | null;
  reason?: string;
  note?: string;
}

export type Moved =
  | { outcome: "moved"; record: RecordBody }
  | { outcome: "awaiting_approval"; record: RecordBody }
  | { outcome: "refused"; said: string; mend: string; items: GateItem[] };

/** Moves a record to a stage. A refusal is an answer, not a failure: it says what is missing. */
export async function moveStage(object: string, id: number, input: MoveInput): Promise<Moved> {
  try {
    const body = await api.post<{ outcome: string; record: unknown }>(
      `${recordPath(object, id)}/stage`,
      input,
    );
    const record = readRecord(object, body.record);
    return { outcome: body.outcome === "awaiting_approval" ? "awaiting_approval" : "moved", record };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "gate.refused") throw error;
    const items = readItems(error.body.items);
    return {
      outcome: "refused",
      said: error.said,
      mend: error.mend,
      items: items.length > 0 ? items : readItems(error.errors),
    };
  }
}

/** Whether the stage lies behind the present one: going back wants a reason. */
export function goesBack(process: Process, from: unknown, to: string): boolean {
  const at = process.stages.findIndex((s) => s.key === from);
  const end = process.stages.findIndex((s) => s.key === to);
  if (at < 0 || end < 0 || process.stages[end]?.kind === "lost") return false;
  return process.stages[at]?.kind === "lost" || end < at;
}

/** The next stage on the way to winning; null at the end, or out of a lost stage. */
export function nextStage(process: Process, from: unknown): Stage | null {
  const at = process.stages.findIndex((s) => s.key === from);
  if (process.stages[at]?.kind === "lost" || process.stages[at]?.kind === "won") return null;
  return process.stages.slice(at + 1).find((s) => s.kind !== "lost") ?? null;
}

/** Stages that a record may be sent to by hand, in the order of the process. */
export function reachable(process: Process, from: unknown): Stage[] {
  const here = process.stages.find((s) => s.key === from);
  return process.stages.filter((s) => {
    if (s.key === from || s.external) return false;
    if (here?.transitions) return here.transitions.includes(s.key);
    if (goesBack(process, from, s.key)) return process.allows_back;
    return s.kind === "lost" || process.allows_skipping || s.key === nextStage(process, from)?.key;
  });
}
