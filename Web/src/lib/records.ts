import { readNamed } from "../fields/reference/display.tsx";
import { api, call, type CallOptions } from "./api.ts";
import type { Query } from "./match.ts";
import { readNumber } from "./numbers.ts";
import { objectType } from "./schema.ts";

export interface Ref {
  id: number;
  label: string;
}
export interface Warning {
  level: "yellow" | "red";
  reason: string;
}

/** A record as a list shows it. */
export interface Row {
  id: number;
  version: number;
  title: string;
  owner: Ref | null;
  warning: Warning | null;
  values: Readonly<Record<string, unknown>>;
}

/** A record as its own page shows it. */
export interface RecordBody extends Row {
  object: string;
  org_unit: Ref | null;
  rights: { write: boolean; delete: boolean; convert: boolean; move: boolean };
  links: unknown;
}

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (v: unknown): v is Raw => typeof v === "object" && v !== null && !Array.isArray(v);

export function readWarning(warning: unknown, reason: unknown = ""): Warning | null {
  if (isRaw(warning)) return readWarning(warning.level, warning.reason);
  if (warning !== "yellow" && warning !== "red") return null;
  return { level: warning, reason: typeof reason === "string" ? reason : "" };
}

/** Takes rows whose fields stand beside `id` as well as those that keep them in `values`. */
export function readRow(object: string, raw: Raw): Row {
  const values = isRaw(raw.values) ? raw.values : raw;
  const named = values[objectType(object)?.title_field ?? ""];
  const title = typeof raw.title === "string" && raw.title !== ""
    ? raw.title
    : typeof named === "string"
    ? named
    : readNamed(named)?.label ?? `#${raw.id}`;
  return {
    id: Number(raw.id),
    version: Number(raw.version ?? 0),
    title,
    owner: readNamed(raw.owner ?? values.owner),
    warning: readWarning(raw.warning ?? values.warning, raw.warning_reason ?? values.warning_reason),
    values,
  };
}

export function readRecord(object: string, raw: unknown): RecordBody {
  const body = isRaw(raw) ? raw : {};
  const rights = isRaw(body.rights) ? body.rights : {};
  const may = (right: string): boolean => rights[right] === true || rights[`can_${right}`] === true;
  const row = readRow(object, body);
  return {
    ...row,
    values: {
      owner: row.owner,
      org_unit: body.org_unit ?? null,
      warning: row.warning?.level ?? null,
      warning_reason: row.warning?.reason ?? null,
      ...row.values,
    },
    object: typeof body.object === "string" ? body.object : object,
    org_unit: readNamed(body.org_unit),
    rights: { write: may("write"), delete: may("delete"), convert: may("convert"), move: may("move") },
    links: body.links ?? null,
  };
}

export const recordsPath = (object: string): string => `/objects/${encodeURIComponent(object)}/records`;
export const recordPath = (object: string, id: number | string): string => `${recordsPath(object)}/${id}`;

export interface Page {
  rows: Row[];
  next: string | null;
}

export async function listRecords(object: string, query: Query, options?: CallOptions): Promise<Page> {
  const body = await api.get<{ items: Raw[]; next_cursor?: string | null }>(
    recordsPath(object),
    query,
    options,
  );
  return { rows: body.items.map((raw) => readRow(object, raw)), next: body.next_cursor ?? null };
}

export interface Totals {
  count: number;
  /** There are more than `count`. */
  capped: boolean;
  sums: Readonly<Record<string, number>>;
}

export async function countRecords(object: string, query: Query, options?: CallOptions): Promise<Totals> {
  const path = `/objects/${encodeURIComponent(object)}/count`;
  const body = await api.get<{ count: number; capped?: boolean; sums?: Raw }>(path, query, options);
  const sums: Record<string, number> = {};
  for (const [key, value] of Object.entries(body.sums ?? {})) {
    const n = readNumber(value);
    if (n !== null) sums[key] = n;
  }
  return { count: body.count, capped: body.capped === true, sums };
}

export async function getRecord(object: string, id: number | string, signal?: AbortSignal) {
  return readRecord(object, await api.get(recordPath(object, id), {}, signal ? { signal } : {}));
}

/** Refused with 412 when somebody else changed the record since `version` was read. */
export async function patchRecord(object: string, row: Row, values: Record<string, unknown>) {
  const { data } = await call<unknown>("PATCH", recordPath(object, row.id), { values }, {
    ifMatch: `"${row.version}"`,
  });
  return readRecord(object, data);
}

export async function createRecord(object: string, values: Record<string, unknown>, key?: string) {
  const options = key === undefined ? {} : { idempotencyKey: key };
  return readRecord(object, await api.post(recordsPath(object), { values }, options));
}
