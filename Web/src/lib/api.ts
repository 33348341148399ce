import { type Query, queryString } from "./match.ts";
import { Offline, readProblem } from "./problem.ts";
export { Offline, Problem } from "./problem.ts";

export interface Answer<T> {
  data: T;
  /** Give it back as `ifMatch` when changing what was read. */
  etag: string | null;
  status: number;
}

export interface CallOptions {
  query?: Query;
  /** Of the version that the user saw: another version since then is refused with 412. */
  ifMatch?: string | null;
  /** Of a POST; made here when not given. Repeat a POST only with the same key. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  headers?: Readonly<Record<string, string>>;
}

export interface ApiSettings {
  fetch: typeof fetch;
  makeKey: () => string;
  onSignedOut: () => void;
}

const settings: ApiSettings = {
  fetch: (input, init) => fetch(input, init),
  makeKey: () => crypto.randomUUID(),
  onSignedOut: () => {},
};

/** Set once at start (session.ts), and by tests. */
export function configureApi(change: Partial<ApiSettings>): void {
  Object.assign(settings, change);
}

export const BASE = "/api/v1";
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

function headersOf(method: Method, body: unknown, options: CallOptions): Headers {
  const headers = new Headers({ accept: "application/json", ...options.headers });
  if (method !== "GET") headers.set("x-requested-with", "yuyan");
  if (method === "POST") headers.set("idempotency-key", options.idempotencyKey ?? settings.makeKey());
  if (options.ifMatch) headers.set("if-match", options.ifMatch);
  if (body !== undefined && !(body instanceof Blob) && !headers.has("content-type")) {
    headers.set("content-type", "application/json");
  }
  return headers;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await settings.fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new Offline({ cause });
  }
}

/** One call. Throws Problem when the server refused, Offline when no answer came. */
export async function call<T>(
  method: Method,
  path: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<Answer<T>> {
  const response = await send(BASE + path + queryString(options.query), {
    method,
    headers: headersOf(method, body, options),
    credentials: "same-origin",
    cache: "no-store",
    body: body === undefined || body instanceof Blob ? body ?? null : JSON.stringify(body),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!response.ok) {
    if (response.status === 401) settings.onSignedOut();
    throw await readProblem(response);
  }
  const text = response.status === 204 ? "" : await response.text();
  return {
    data: (text === "" ? null : JSON.parse(text)) as T,
    etag: response.headers.get("etag"),
    status: response.status,
  };
}

/** The data alone, which is what most callers want; `call` also gives the etag. */
export const api = {
  get: async <T>(path: string, query?: Query, options: CallOptions = {}): Promise<T> =>
    (await call<T>("GET", path, undefined, { ...options, query: query ?? {} })).data,
  post: async <T>(path: string, body: unknown = {}, options?: CallOptions): Promise<T> =>
    (await call<T>("POST", path, body, options)).data,
  put: async <T>(path: string, body: unknown, options?: CallOptions): Promise<T> =>
    (await call<T>("PUT", path, body, options)).data,
  patch: async <T>(path: string, body: unknown, options?: CallOptions): Promise<T> =>
    (await call<T>("PATCH", path, body, options)).data,
  delete: async <T = null>(path: string, options?: CallOptions): Promise<T> =>
    (await call<T>("DELETE", path, undefined, options)).data,
};
