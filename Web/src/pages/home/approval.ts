import { readNamed } from "../../fields/reference/display.tsx";
import { api } from "../../lib/api.ts";
import { itemsOf, said } from "../../lib/record-pages.ts";

/** A stage that somebody asks to enter. */
export interface Approval {
  id: number;
  object: string;
  record: number;
  title: string;
  stage: string;
  from: string;
  note: string;
  obstacle: string;
  who: string;
  at: number;
}

const text = (v: unknown): string => typeof v === "string" ? v : "";
const num = (v: unknown): number => typeof v === "number" ? v : 0;

export const readApprovals = (body: unknown): Approval[] =>
  itemsOf(body).map((raw) => ({
    id: num(raw.id),
    object: text(raw.object),
    record: num(raw.record_id),
    title: text(raw.title),
    stage: said(raw, "stage_label") || text(raw.stage),
    from: text(raw.from),
    note: text(raw.note),
    obstacle: text(raw.obstacle),
    who: readNamed(raw.requested_by)?.label ?? "",
    at: num(raw.created_at),
  }));

export async function findApproval(id: number, signal?: AbortSignal): Promise<Approval | null> {
  const body = await api.get<unknown>("/approvals", { state: "waiting" }, signal ? { signal } : {});
  return readApprovals(body).find((a) => a.id === id) ?? null;
}

export type Decided = "moved" | "declined" | "outdated";

export async function decide(id: number, accept: boolean, comment: string): Promise<Decided> {
  const { outcome } = await api.post<{ outcome: string }>(`/approvals/${id}/decision`, { accept, comment });
  return outcome === "declined" ? "declined" : outcome === "outdated" ? "outdated" : "moved";
}
