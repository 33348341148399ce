import { shallowRef } from "vue";
import { api } from "./api.ts";
import { session } from "./session.ts";

export interface Person {
  id: number;
  label: string;
  /** Full pinyin, for search by letters. */
  pinyin: string;
  unit: number | null;
}
export interface Unit {
  id: number;
  label: string;
  parent: number | null;
}
export interface Directory {
  members: Person[];
  units: Unit[];
}

type Raw = Readonly<Record<string, unknown>>;
const word = (v: unknown): string => typeof v === "string" ? v : "";
const idOf = (v: unknown): number | null =>
  typeof v === "number" ? v : typeof v === "object" && v !== null ? idOf((v as { id?: unknown }).id) : null;
const rows = (v: unknown): Raw[] => Array.isArray(v) ? v.filter((r) => idOf(r?.id) !== null) : [];

/** Names and ids of GET /directory, whatever else it tells. */
export function readDirectory(body: unknown): Directory {
  const raw = (typeof body === "object" && body !== null ? body : {}) as Raw;
  return {
    members: rows(raw.members).map((m) => ({
      id: idOf(m.id) as number,
      label: word(m.label) || word(m.name),
      pinyin: word(m.pinyin),
      unit: idOf(m.org_unit),
    })),
    units: rows(raw.units).map((u) => ({
      id: idOf(u.id) as number,
      label: word(u.label) || word(u.name),
      parent: idOf(u.parent),
    })),
  };
}

const held = shallowRef<{ for: string; directory: Directory } | null>(null);
let loading: Promise<Directory> | null = null;
const key = (): string =>
  `${session.body?.workspace.id}:${session.body?.user.id}:${session.body?.schema_number}`;

/** Who works here: small, so it is read once and searched on this side. */
export function loadDirectory(): Promise<Directory> {
  if (held.value?.for === key()) return Promise.resolve(held.value.directory);
  return loading ??= api.get<unknown>("/directory").then((body) => {
    const directory = readDirectory(body);
    held.value = { for: key(), directory };
    return directory;
  }).finally(() => loading = null);
}
