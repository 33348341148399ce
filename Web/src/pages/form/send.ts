import { api, Offline, Problem } from "../../lib/api.ts";
import { isChinese } from "../../lib/i18n.ts";
import { joinSentences } from "../../lib/explain.ts";
import { utmOf } from "./read.ts";
import { t } from "./words.ts";

export type Sent =
  | { state: "thanks"; words: string }
  | { state: "wrong"; errors: Record<string, string> }
  | { state: "failed"; words: string };

const storedKey = (form: string): string => `yuyan.form.${form}`;
const held = new Map<string, string>();

/** One key an attempt, kept until it succeeds: sent twice, it still arrives once. */
function clientKey(form: string): string {
  let key = held.get(form) ?? null;
  try {
    key ??= sessionStorage.getItem(storedKey(form));
  } catch {
    // storage switched off: the key lasts as long as the page
  }
  key ??= crypto.randomUUID();
  held.set(form, key);
  try {
    sessionStorage.setItem(storedKey(form), key);
  } catch {
    // as above
  }
  return key;
}

function forget(form: string): void {
  held.delete(form);
  try {
    sessionStorage.removeItem(storedKey(form));
  } catch {
    // nothing was kept
  }
}

function errorsOf(problem: Problem): Record<string, string> {
  const out: Record<string, string> = {};
  for (const e of problem.errors) {
    const [detail, mend] = isChinese.value
      ? [e.detail, e.mend]
      : [e.detail_en ?? e.detail, e.mend_en ?? e.mend];
    if (e.field && !(e.field in out)) out[e.field] = joinSentences([detail, mend ?? ""]);
  }
  return out;
}

export async function sendForm(
  form: string,
  answers: Record<string, unknown>,
  consent: boolean,
): Promise<Sent> {
  const key = clientKey(form);
  try {
    const body = { answers, consent, utm: utmOf(location.search), client_key: key };
    const path = `/forms/${encodeURIComponent(form)}/submissions${workspaceQuery()}`;
    const said = await api.post<{ thanks: string; thanks_en?: string }>(path, body, { idempotencyKey: key });
    forget(form);
    return { state: "thanks", words: isChinese.value ? said.thanks : said.thanks_en ?? said.thanks };
  } catch (error) {
    if (error instanceof Offline) return { state: "failed", words: t("offline") };
    if (!(error instanceof Problem)) throw error;
    // a refused answer is a new attempt: its key belongs to the old body
    if (error.status < 500 && error.status !== 429) forget(form);
    const errors = errorsOf(error);
    if (Object.keys(errors).length > 0) return { state: "wrong", errors };
    if (error.status === 429) return { state: "failed", words: t("often", { n: error.retryAfter ?? 60 }) };
    return { state: "failed", words: error.status < 500 && error.said ? error.said : t("failed") };
  }
}

/** ?workspace=… of the address belongs to the calls as well: two companies may have a form of one name. */
export function workspaceQuery(): string {
  const workspace = new URLSearchParams(location.search).get("workspace");
  return workspace === null ? "" : `?workspace=${encodeURIComponent(workspace)}`;
}
