import { computed, type ComputedRef } from "vue";
import { type Filter, readFilters, writeFilters } from "../../lib/filters.ts";
import { filterQuery } from "../../lib/filter-query.ts";
import { chosenKeys } from "../../lib/local.ts";
import type { Query } from "../../lib/match.ts";
import { route, setQuery } from "../../lib/router.ts";
import { type Field, fieldOf, type ObjectType, type View, viewsOf } from "../../lib/schema.ts";

export type Scope = "all" | "own" | "team" | "pool";
export const scopes: readonly Scope[] = ["all", "own", "team", "pool"];

/** Who sees only their own records has nothing to choose; the pool is for those who see a team's. */
export const scopesOf = (object: ObjectType): readonly Scope[] => object.rights.read === "own" ? [] : scopes;
export const listViews = (object: ObjectType): View[] =>
  viewsOf(object.key).filter((v) =>
    v.kind === "list" && (usualScope(v) === "all" || scopesOf(object).includes("pool"))
  );

/** What the address says about a list. */
export interface ListAsk {
  view: View | null;
  filters: Filter[];
  /** The user's own formula. */
  formula: string;
  search: string;
  /** A field's key, "-" first for descending. */
  sort: string;
  scope: Scope;
  columns: Field[];
  /** For the count. */
  narrow: Query;
  /** For the rows. */
  query: Query;
  filtered: boolean;
}

/** Fields that can stand in a column. */
export const columnFields = (object: ObjectType): Field[] =>
  object.fields.filter((f) => !f.hidden && f.key !== object.title_field);

const usual = (object: ObjectType): string[] =>
  object.summary.length > 0
    ? object.summary
    : columnFields(object).filter((f) => !f.system).slice(0, 5).map((f) => f.key);

/** The columns beside the title: chosen on this device, else the view's, else the summary's. */
export function columnsOf(object: ObjectType, view: View | null): Field[] {
  const keys = chosenKeys(`columns.${object.key}.${view?.key ?? ""}`) ??
    (view !== null && view.columns.length > 0 ? view.columns : usual(object));
  return keys.flatMap((key) => fieldOf(object.key, key) ?? [])
    .filter((f) => f.key !== object.title_field && !f.hidden);
}

/** Records without an owner are listed only when asked for: the view “pool” asks. */
export const usualScope = (view: View | null): Scope => view?.key === "pool" ? "pool" : "all";

export function askOf(object: ObjectType, query: Readonly<Record<string, string>>): ListAsk {
  const views = listViews(object);
  const view = query.view === "-" ? null : views.find((v) => v.key === query.view) ?? views[0] ?? null;
  const filters = readFilters(query.f).filter((f) => fieldOf(object.key, f.field) !== null);
  const formula = query.x ?? "";
  const scope = scopesOf(object).find((s) => s === query.scope) ?? usualScope(view);
  const columns = columnsOf(object, view);
  const sort = query.sort ?? view?.sort ?? "-created_at";
  const narrow: Query = {
    view: view?.key,
    q: query.q,
    scope: scope === "all" ? undefined : scope,
    ...filterQuery(filters, (key) => fieldOf(object.key, key), formula),
  };
  return {
    view,
    filters,
    formula,
    search: query.q ?? "",
    sort,
    scope,
    columns,
    narrow,
    query: {
      ...narrow,
      sort,
      columns: [...new Set([object.title_field, ...columns.map((c) => c.key)])].join(","),
    },
    filtered: filters.length > 0 || formula !== "" || (query.q ?? "") !== "",
  };
}

export const useAsk = (object: () => ObjectType): ComputedRef<ListAsk> =>
  computed(() => askOf(object(), route.value.query));

export const setFilters = (filters: readonly Filter[]): void => setQuery({ f: writeFilters(filters) });
export const clearAsk = (): void => setQuery({ f: null, x: null, q: null });
