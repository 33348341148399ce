import { api } from "./api.ts";

export interface Reference {
  id: number;
  label: string;
}

/** Records of an object (or "user", "department") that fit what was typed: id and name only. */
export async function lookup(object: string, typed: string, signal?: AbortSignal): Promise<Reference[]> {
  const path = `/lookup/${encodeURIComponent(object)}`;
  const answer = await api.get<{ items: Reference[] }>(
    path,
    { q: typed, limit: 20 },
    signal ? { signal } : {},
  );
  return answer.items;
}
