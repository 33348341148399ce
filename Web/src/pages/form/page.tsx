import { computed, defineComponent, nextTick, reactive, ref, watch } from "vue";
import { icons } from "icons";
import { Icon } from "../../components/icon.tsx";
import { api, Problem } from "../../lib/api.ts";
import { isChinese, setLocale } from "../../lib/i18n.ts";
import { createLoad } from "../../lib/store.ts";
import { answersOf, checkAnswers } from "./check.ts";
import { QuestionRow } from "./question.tsx";
import { type OpenForm, readForm } from "./read.ts";
import { sendForm, workspaceQuery } from "./send.ts";
import { t } from "./words.ts";

/** A public form: no log-in, no menu, only the company's questions. */
export const FormPage = defineComponent<{ form: string }>((props) => {
  const load = createLoad((signal) =>
    api.get<unknown>(`/forms/${encodeURIComponent(props.form)}${workspaceQuery()}`, {}, { signal })
  );
  void load.reload();
  const form = computed(() => load.data.value === null ? null : readForm(load.data.value));
  const answers = reactive<Record<string, string>>({});
  const consent = ref(false); // never ticked beforehand
  const errors = ref<Record<string, string>>({});
  const failed = ref("");
  const thanks = ref("");
  const busy = ref(false);
  watch(form, (f) => {
    if (f !== null) document.title = `${f.title} · ${f.company}`;
  });

  async function showFirst(): Promise<void> {
    await nextTick();
    document.querySelector<HTMLElement>(".wrong input, .wrong select, .wrong textarea")?.focus();
  }
  async function submit(event: Event, asked: OpenForm): Promise<void> {
    event.preventDefault();
    if (busy.value) return; // a double tap
    failed.value = "";
    errors.value = checkAnswers(asked, answers, consent.value);
    if (Object.keys(errors.value).length > 0) return showFirst();
    busy.value = true;
    try {
      const sent = await sendForm(props.form, answersOf(asked, answers), consent.value);
      if (sent.state === "thanks") thanks.value = sent.words;
      else if (sent.state === "failed") failed.value = sent.words;
      else {
        errors.value = sent.errors;
        await showFirst();
      }
    } finally {
      busy.value = false;
    }
  }
  function clear(field: string): void {
    const { [field]: _, ...rest } = errors.value;
    errors.value = rest;
  }

  const agree = (text: string) => (
    <div class={["consent", errors.value.consent !== undefined && "wrong"]}>
      <label>
        <input
          type="checkbox"
          name="consent"
          checked={consent.value}
          aria-invalid={errors.value.consent === undefined ? undefined : "true"}
          onChange={(e) => {
            consent.value = (e.target as HTMLInputElement).checked;
            clear("consent");
          }}
        />
        <span>{text}</span>
      </label>
      {errors.value.consent !== undefined && <p class="question-error">{errors.value.consent}</p>}
    </div>
  );
  const ask = (asked: OpenForm) => {
    const n = Object.keys(errors.value).length;
    return (
      <form novalidate onSubmit={(e) => void submit(e, asked)}>
        <h1>{asked.title}</h1>
        {asked.intro !== "" && <p class="muted">{asked.intro}</p>}
        {asked.questions.map((q) => (
          <QuestionRow
            key={q.field}
            question={q}
            value={answers[q.field] ?? ""}
            error={errors.value[q.field] ?? ""}
            onAnswer={(v) => {
              answers[q.field] = v;
              clear(q.field);
            }}
          />
        ))}
        {asked.consent !== "" && agree(asked.consent)}
        <div role="alert">
          {(n > 0 || failed.value !== "") && (
            <p class="open-form-alert">{failed.value !== "" ? failed.value : t("mend", { n })}</p>
          )}
        </div>
        <button type="submit" class="open-form-submit" aria-disabled={busy.value ? "true" : undefined}>
          {t(busy.value ? "sending" : "submit")}
        </button>
        <p class="fine muted open-form-safe">
          <Icon path={icons.lock} size={16} />
          {t("safe")}
        </p>
      </form>
    );
  };
  const message = (icon: string, title: string, detail: string, retry = false) => (
    <div class="open-form-message" role="status">
      <Icon path={icon} size={56} />
      <h1>{title}</h1>
      <p class="muted">{detail}</p>
      {retry && (
        <button
          type="button"
          class="open-form-submit"
          onClick={() => void load.reload()}
        >
          {t("retry")}
        </button>
      )}
    </div>
  );
  const body = () => {
    if (thanks.value !== "") {
      return message(icons.check_circle, t("thanks"), `${thanks.value}${t("thanksDetail")}`);
    }
    if (form.value !== null) return ask(form.value);
    const error = load.error.value;
    if (error === null) return <p class="open-form-message muted" role="status">{t("loading")}</p>;
    return error instanceof Problem && error.status === 404
      ? message(icons.search_off, t("gone"), t("goneDetail"))
      : message(icons.cloud_off, t("loadFailed"), t("loadMend"), true);
  };

  return () => (
    <div class="open-form">
      <header>
        <strong>{form.value?.company}</strong>
        <button type="button" onClick={() => setLocale(isChinese.value ? "en" : "zh-CN")}>
          {t("language")}
        </button>
      </header>
      <main class="open-form-card">{body()}</main>
    </div>
  );
}, { name: "FormPage", props: { form: null } });
