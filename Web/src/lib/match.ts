// Addresses and patterns: pure, shared by the page and the service worker.

/** The names after ":" in a pattern, as a type: ParamsOf<"/o/:object/r/:id"> = { object: string; id: string }. */
export type ParamsOf<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & ParamsOf<`/${Rest}`>
  : P extends `${string}:${infer Name}` ? { [K in Name]: string }
  : Record<never, string>;

export interface Match<Name extends string = string> {
  name: Name;
  params: Record<string, string>;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // "%" that stands for itself
  }
}

function fit(parts: readonly string[], pattern: string): Record<string, string> | null {
  const want = pattern.replace(/\/+$/, "").split("/");
  if (want.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [i, w] of want.entries()) {
    const got = parts[i] ?? "";
    if (!w.startsWith(":")) {
      if (w !== got) return null;
    } else if (got === "") return null;
    else params[w.slice(1)] = decode(got);
  }
  return params;
}

/** The first pattern that fits the path. A fixed part beats ":name" only by standing earlier in the table. */
export function matchRoute<Name extends string>(
  path: string,
  patterns: Readonly<Record<Name, string>>,
): Match<Name> | null {
  const parts = path.replace(/\/+$/, "").split("/");
  for (const name of Object.keys(patterns) as Name[]) {
    const params = fit(parts, patterns[name]);
    if (params !== null) return { name, params };
  }
  return null;
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** "?a=1&b=2", or "" when nothing is set. Empty, null and undefined values are left out. */
export function queryString(query: Query = {}): string {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") out.set(key, String(value));
  }
  const text = out.toString();
  return text === "" ? "" : `?${text}`;
}

export function fillPattern(pattern: string, params: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")));
}
