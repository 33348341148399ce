import { Offline, Problem } from "./problem.ts";
import { isChinese, t } from "./i18n.ts";

/** What every failure tells: what happened, what is safe, what to do. */
export interface Explanation {
  what: string;
  safe: string;
  mend: string;
  /** Another attempt may help. */
  again: boolean;
  /** For the administrator; shown small. */
  code: string | null;
}

interface Words {
  what: string;
  mend: string;
  again: boolean;
}

function usual(problem: Problem): Words {
  const n = problem.retryAfter ?? 30;
  if (problem.stale) return { what: t("error.stale"), mend: t("error.staleMend"), again: true };
  switch (problem.status) {
    case 403:
      return { what: t("error.denied"), mend: t("error.deniedMend"), again: false };
    case 404:
    case 410:
      return { what: t("error.gone"), mend: t("error.goneMend"), again: false };
    case 429:
      return { what: t("error.often"), mend: t("error.oftenMend", { n }), again: true };
    default:
      return { what: t("error.server"), mend: t("error.serverMend"), again: problem.status >= 500 };
  }
}

const chunkFailed = (error: unknown): boolean =>
  error instanceof TypeError && /import|module|fetch/i.test(error.message);

export function explain(error: unknown): Explanation {
  const safe = t("error.safe");
  if (error instanceof Offline) {
    return { what: t("error.offline"), safe, mend: t("error.offlineMend"), again: true, code: null };
  }
  if (error instanceof Problem) {
    const words = usual(error);
    return {
      ...words,
      what: error.said || words.what,
      // what the server refused for a reason is not mended by waiting
      mend: error.mend || (error.said && error.status < 500 && !words.again ? "" : words.mend),
      safe,
      code: error.code,
    };
  }
  if (chunkFailed(error)) {
    return { what: t("error.chunk"), safe, mend: t("error.chunkMend"), again: true, code: null };
  }
  return { what: t("error.unknown"), safe, mend: t("error.serverMend"), again: true, code: null };
}

/** Sentences in one line, each with its full stop. */
export function joinSentences(parts: readonly string[]): string {
  const stop = isChinese.value ? "。" : ".";
  return parts.filter((p) => p !== "").map((p) => /[。！？；….!?;]$/.test(p) ? p : p + stop)
    .join(isChinese.value ? "" : " ");
}

/** One line, for a toast. */
export function sayShortly(error: unknown): string {
  const { what, mend } = explain(error);
  return joinSentences([what, mend]);
}
