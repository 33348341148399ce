import { computed, type ComputedRef } from "vue";
import { readFilters } from "../../lib/filters.ts";
import { filterQuery } from "../../lib/filter-query.ts";
import type { Query } from "../../lib/match.ts";
import { type Paging, usePaging } from "../../lib/paging.ts";
import { countRecords, listRecords, type Row, type Totals } from "../../lib/records.ts";
import { route } from "../../lib/router.ts";
import { type Field, fieldOf, type ObjectType, type Process, type Stage, viewsOf } from "../../lib/schema.ts";
import { type Load, useLoad } from "../../lib/store.ts";

export interface Lane {
  stage: Stage;
  paging: Paging<Row>;
  totals: Load<Totals>;
}

export interface BoardAsk {
  filters: ReturnType<typeof readFilters>;
  formula: string;
  search: string;
  scope: "all" | "own" | "team" | "pool";
  narrow: Query;
}

const LANE_ROWS = 30;

export function boardAsk(object: ObjectType, query: Readonly<Record<string, string>>): BoardAsk {
  const filters = readFilters(query.f).filter((f) => fieldOf(object.key, f.field) !== null);
  const scope = (["own", "team", "pool"] as const).find((s) => s === query.scope) ?? "all";
  return {
    filters,
    formula: query.x ?? "",
    search: query.q ?? "",
    scope,
    narrow: {
      q: query.q,
      scope: scope === "all" ? undefined : scope,
      ...filterQuery(filters, (key) => fieldOf(object.key, key), query.x ?? ""),
    },
  };
}

/** The sum in the heads, and the facts on the cards. */
export function cardFields(object: ObjectType, process: Process): { money: Field | null; facts: Field[] } {
  const view = viewsOf(object.key).find((v) => v.kind === "kanban");
  const summed = view?.sum === undefined ? null : fieldOf(object.key, view.sum);
  const keys = view !== undefined && view.columns.length > 0 ? view.columns : object.summary;
  const fields = keys.flatMap((key) => fieldOf(object.key, key) ?? []);
  const money = summed ?? fields.find((f) => f.type === "money") ??
    object.fields.find((f) => f.type === "money") ?? null;
  const told = [money?.key, process.field, object.title_field, "owner", "warning"];
  return { money, facts: fields.filter((f) => !told.includes(f.key)).slice(0, 2) };
}

/** The lanes of a board, each with its own rows and sums. For use in `setup`. */
export function useLanes(
  object: ObjectType,
  process: Process,
): { ask: ComputedRef<BoardAsk>; lanes: readonly Lane[] } {
  const ask = computed(() => boardAsk(object, route.value.query));
  const asked = computed(() => JSON.stringify(ask.value.narrow));
  const { money, facts } = cardFields(object, process);
  const columns = [
    object.title_field,
    process.field,
    ...(money ? [money.key] : []),
    ...facts.map((f) => f.key),
  ]
    .join(",");
  const lanes = process.stages.map((stage): Lane => {
    const narrow = (): Query => ({ ...ask.value.narrow, [`f.${process.field}`]: stage.key });
    return {
      stage,
      paging: usePaging(
        (cursor, signal) =>
          listRecords(object.key, { ...narrow(), columns, cursor, limit: LANE_ROWS, sort: "-updated_at" }, {
            signal,
          }),
        [asked],
      ),
      totals: useLoad(
        (signal) => countRecords(object.key, { ...narrow(), sum: money?.key }, { signal }),
        [asked],
      ),
    };
  });
  return { ask, lanes };
}

/** Takes a card out of one lane and puts it at a place of another; gives the way back. */
export function shift(from: Lane, to: Lane, row: Row, place: number): () => void {
  const was = from.paging.rows.value, there = to.paging.rows.value;
  from.paging.rows.value = was.filter((r) => r.id !== row.id);
  const at = Math.min(place, there.length);
  to.paging.rows.value = [...there.slice(0, at), row, ...there.slice(at)];
  return () => {
    from.paging.rows.value = was;
    to.paging.rows.value = there;
  };
}
