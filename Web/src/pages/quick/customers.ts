import { api } from "../../lib/api.ts";
import { readRow, recordsPath } from "../../lib/records.ts";
import { fieldOf, objectType } from "../../lib/schema.ts";
import type { Customer } from "./draft.ts";
import { targetObjects } from "./entry.ts";

export interface Found extends Customer {
  /** The object's label and, for people, their company. */
  detail: string;
}

async function ask(object: string, typed: string, signal: AbortSignal): Promise<Found[]> {
  const company = fieldOf(object, "company") === null ? undefined : "company";
  const title = objectType(object)?.title_field;
  const answer = await api.get<{ items: Record<string, unknown>[] }>(recordsPath(object), {
    ...(typed === "" ? { scope: "own", sort: "-updated_at" } : { q: typed }),
    columns: [title, company].filter(Boolean).join(","),
    limit: typed === "" ? 4 : 6,
  }, { signal });
  return answer.items.map((raw) => {
    const row = readRow(object, raw);
    const firm = company === undefined ? "" : row.values[company];
    return {
      object,
      id: row.id,
      label: row.title,
      detail: [objectType(object)?.label, firm].filter((s) => typeof s === "string" && s !== "").join(" · "),
    };
  });
}

/** Customers, leads and deals that fit; without words the user's own that changed last. */
export async function findCustomers(typed: string, signal: AbortSignal): Promise<Found[]> {
  const asked = targetObjects().filter((o) => typed !== "" || o !== "opportunity")
    .map((object) => ask(object, typed, signal));
  return (await Promise.all(asked)).flat();
}
