import { computed, type ComputedRef, ref } from "vue";
import { type RouteName, type Routes, routes } from "../routes.ts";
import { fillPattern, matchRoute, type ParamsOf, type Query, queryString } from "./match.ts";

export interface Place {
  /** null: no page has this address. */
  name: RouteName | null;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  path: string;
}

type Params<N extends RouteName> = {
  [K in keyof ParamsOf<Routes[N]>]: string | number;
};

const browser = typeof location !== "undefined";
const address = ref(browser ? location.pathname + location.search : "/");
/** Where each visited address was scrolled to, by history entry. */
const scrolls = new Map<number, number>();
let entry = 0;

/** The address of a page: href("record", { object: "lead", id: 7 }, { tab: "files" }). */
export function href<N extends RouteName>(name: N, params?: Params<N>, query?: Query): string {
  return fillPattern(routes[name], params ?? {}) + queryString(query);
}

export function readPlace(target: string): Place {
  const url = new URL(target, "http://app");
  const match = matchRoute(url.pathname, routes);
  return {
    name: match?.name ?? null,
    params: match?.params ?? {},
    query: Object.fromEntries(url.searchParams),
    path: url.pathname,
  };
}

/** Where the user is. */
export const route = computed<Place>(() => readPlace(address.value));

/** The parameters of a page, typed; they keep their last values while the page is being left. */
export function useParams<N extends RouteName>(name: N): ComputedRef<ParamsOf<Routes[N]>> {
  let last = route.value.params;
  return computed(() => {
    if (route.value.name === name) last = route.value.params;
    return last as ParamsOf<Routes[N]>;
  });
}

/** Goes to an address made by `href`. `replace` leaves no step behind for the back key. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === address.value) return;
  const samePage = to.split("?")[0] === address.value.split("?")[0];
  scrolls.set(entry, scrollY);
  if (options.replace) history.replaceState({ entry }, "", to);
  else history.pushState({ entry: ++entry }, "", to);
  address.value = to;
  if (!samePage) scrollTo(0, 0);
}

export const goTo = <N extends RouteName>(name: N, params?: Params<N>, query?: Query): void =>
  navigate(href(name, params, query));

/** Changes part of the query in place: filters and tabs that a link should keep. */
export function setQuery(change: Query): void {
  navigate(route.value.path + queryString({ ...route.value.query, ...change }), { replace: true });
}

/** One step back inside the app, or to `fallback` when the app was opened here. */
export function back(fallback: string = href("home")): void {
  if (entry > 0) history.back();
  else navigate(fallback, { replace: true });
}

/** For `onClick` of a real link: keeps new-tab clicks and modifier keys as the browser has them. */
export function followLink(event: Event): void {
  const e = event as MouseEvent;
  if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
  const to = (e.currentTarget as HTMLElement).getAttribute("href");
  if (to === null || !to.startsWith("/")) return;
  e.preventDefault();
  navigate(to);
}

if (browser) {
  entry = Number((history.state as { entry?: number } | null)?.entry ?? 0);
  addEventListener("popstate", (e: PopStateEvent) => {
    scrolls.set(entry, scrollY);
    entry = Number((e.state as { entry?: number } | null)?.entry ?? 0);
    address.value = location.pathname + location.search;
    requestAnimationFrame(() => scrollTo(0, scrolls.get(entry) ?? 0));
  });
}
