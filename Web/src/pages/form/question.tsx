import type { VNode } from "vue";
import { lookOf, type Question } from "./read.ts";
import { t } from "./words.ts";

export interface QuestionProps {
  question: Question;
  value: string;
  error: string;
  /** Not "onChange": that would also hear the control's own event as it bubbles. */
  onAnswer: (value: string) => void;
}

const value = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;

function Control({ question, value: held, error, onAnswer }: QuestionProps): VNode {
  const id = `q-${question.field}`;
  const common = {
    id,
    name: question.field,
    "aria-invalid": error === "" ? undefined : "true" as const,
    "aria-describedby": error === "" ? undefined : `${id}-error`,
    "aria-required": question.required ? "true" as const : undefined,
  };
  if (question.options.length > 0) {
    return (
      <select {...common} value={held} onChange={(e) => onAnswer(value(e))}>
        <option value="">{t("choose")}</option>
        {question.options.map((o) => <option key={o.key} value={o.key}>{o.label}</option>)}
      </select>
    );
  }
  if (question.type === "longtext") {
    return (
      <textarea
        {...common}
        rows={4}
        value={held}
        placeholder={question.placeholder}
        maxLength={question.maxLength ?? 2000}
        onInput={(e) => onAnswer(value(e))}
      />
    );
  }
  const look = lookOf(question);
  return (
    <input
      {...common}
      type={look.type}
      inputMode={look.inputmode}
      autocomplete={look.autocomplete as AutoFill}
      value={held}
      placeholder={question.placeholder}
      maxLength={question.maxLength ?? 200}
      onInput={(e) => onAnswer(value(e))}
    />
  );
}

/** A label, its control, what is wrong with it. */
export function QuestionRow(props: QuestionProps): VNode {
  const { question, error } = props;
  return (
    <div class={["question", error !== "" && "wrong"]}>
      <label for={`q-${question.field}`}>
        {question.label}
        <small>{t(question.required ? "required" : "optional")}</small>
      </label>
      <Control {...props} />
      {error !== "" && <p class="question-error" id={`q-${question.field}-error`}>{error}</p>}
    </div>
  );
}
