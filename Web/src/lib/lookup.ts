import { api } from "./api.ts";
import { loadDirectory } from "./directory.ts";

export interface Reference {
  id: number;
  label: string;
}

const has = (label: string, typed: string): boolean => label.toLowerCase().includes(typed.toLowerCase());

/** Records of an object (or "user", "department") that fit what was typed: id and name only. */
export async function lookup(object: string, typed: string, signal?: AbortSignal): Promise<Reference[]> {
  if (object === "user" || object === "department") {
    const { members, units } = await loadDirectory();
    if (object === "department") return units.filter((u) => has(u.label, typed)).slice(0, 50);
    const found = members.filter((m) => has(m.label, typed) || has(m.pinyin.replace(/\s/g, ""), typed));
    return found.slice(0, 50);
  }
  const path = `/objects/${encodeURIComponent(object)}/records`;
  const answer = await api.get<{ items: { id: number; title?: string }[] }>(
    path,
    { q: typed, limit: 8 },
    signal ? { signal } : {},
  );
  return answer.items.map(({ id, title }) => ({ id, label: title ?? `#${id}` }));
}
