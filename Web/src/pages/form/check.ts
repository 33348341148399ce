import type { OpenForm, Question } from "./read.ts";
import { t } from "./words.ts";

const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|(400|800)-?\d{3}-?\d{4})$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Full-width digits, blanks and the country's code do not make a number wrong. */
export const plainPhone = (typed: string): string =>
  typed.normalize("NFKC").replace(/\s/g, "").replace(/^(\+?86|0086)-?(?=1)/, "").replace(
    /^(1\d{2})-(\d{4})-(\d{4})$/,
    "$1$2$3",
  );

function wrong(question: Question, answer: string): string | null {
  if (answer.trim() === "") return question.required ? t("fillIn", { label: question.label }) : null;
  if (question.type === "phone" && !PHONE.test(plainPhone(answer))) return t("badPhone");
  if (question.type === "email" && !EMAIL.test(answer.trim())) return t("badEmail");
  return null;
}

/** Sentences by field; the box to tick is "consent". The server judges again. */
export function checkAnswers(
  form: OpenForm,
  answers: Readonly<Record<string, string>>,
  consent: boolean,
): Record<string, string> {
  const out: Record<string, string> = {};
  for (const question of form.questions) {
    const said = wrong(question, answers[question.field] ?? "");
    if (said !== null) out[question.field] = said;
  }
  if (form.consent !== "" && !consent) out.consent = t("needConsent");
  return out;
}

/** What is sent: only what was answered. */
export function answersOf(
  form: OpenForm,
  answers: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const { field, type } of form.questions) {
    const answer = (answers[field] ?? "").trim();
    if (answer === "") continue;
    out[field] = type === "boolean" ? answer === "true" : type === "multiselect" ? [answer] : answer;
  }
  return out;
}
