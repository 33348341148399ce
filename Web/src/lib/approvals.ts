import { api } from "./api.ts";
import { type Load, useLoad } from "./store.ts";

/** A stage that somebody has still to agree to. */
export interface Waiting {
  object: string;
  id: number;
  stage: string;
}

function read(body: unknown): Waiting[] {
  const items = (body as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) return [];
  return items.flatMap((raw): Waiting[] =>
    // what one asked for stays listed after it was decided
    typeof raw?.record_id === "number" && typeof raw.object === "string" &&
      (raw.state ?? "waiting") === "waiting"
      ? [{ object: raw.object, id: raw.record_id, stage: String(raw.stage ?? "") }]
      : []
  );
}

/** Approvals that wait for this user or were asked for by them. For use in `setup`. */
export function useWaiting(): Load<Waiting[]> {
  return useLoad(async (signal) => {
    const ask = (state: string) => api.get<unknown>("/approvals", { state }, { signal }).then(read);
    return (await Promise.all([ask("waiting"), ask("requested")])).flat();
  });
}

export const pendingStage = (waiting: readonly Waiting[] | null, object: string, id: number): string | null =>
  waiting?.find((w) => w.object === object && w.id === id)?.stage ?? null;
