import { locale } from "./i18n.ts";

export interface FieldProblem {
  field: string;
  code?: string;
  detail: string;
  detail_en?: string;
  mend?: string;
  mend_en?: string;
}

/** What the server says in application/problem+json; it may add members of its own. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  detail_en?: string;
  field?: string;
  mend?: string;
  mend_en?: string;
  errors?: FieldProblem[];
  [more: string]: unknown;
}

const inLocale = (zh: string | undefined, en: string | undefined): string =>
  (locale.value === "en" ? en ?? zh : zh ?? en) ?? "";

/** The server refused: say `said`, offer `mend`. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: string;
  readonly field: string | null;
  readonly errors: readonly FieldProblem[];

  constructor(
    readonly status: number,
    readonly body: ProblemBody,
    readonly retryAfter: number | null = null,
  ) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.code = body.code ?? `http.${status}`;
    this.field = body.field ?? null;
    this.errors = body.errors ?? [];
  }

  /** What happened, in the user's language; "" when the server did not say. */
  get said(): string {
    return inLocale(this.body.detail ?? this.body.title, this.body.detail_en);
  }

  /** What to do about it, in the user's language; may be "". */
  get mend(): string {
    return inLocale(this.body.mend, this.body.mend_en);
  }

  /** The sentences for one field of a form. */
  forField(key: string): string | null {
    const all = this.errors.filter((e) => e.field === key).map((e) => inLocale(e.detail, e.detail_en));
    if (all.length === 0 && this.field === key) all.push(this.said);
    return all.length === 0 ? null : all.join("；");
  }

  /** Somebody else changed the record since it was read. */
  get stale(): boolean {
    return this.status === 412 || this.status === 428;
  }
}

/** No answer came: the request may or may not have arrived. Safe to repeat with the same key. */
export class Offline extends Error {
  override readonly name = "Offline";
  constructor(options?: ErrorOptions) {
    super("no answer from the server", options);
  }
}

export async function readProblem(response: Response): Promise<Problem> {
  let body: ProblemBody = {};
  if ((response.headers.get("content-type") ?? "").includes("json")) {
    const read: unknown = await response.json().catch(() => null);
    if (typeof read === "object" && read !== null) body = read as ProblemBody;
  }
  const after = Number(response.headers.get("retry-after"));
  return new Problem(response.status, body, Number.isFinite(after) && after > 0 ? after : null);
}
