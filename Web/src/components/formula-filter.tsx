import { defineComponent, ref, watch } from "vue";
import { icons } from "icons";
import { api } from "../lib/api.ts";
import { sayShortly } from "../lib/explain.ts";
import { locale, t as base } from "../lib/i18n.ts";
import type { FieldProblem } from "../lib/problem.ts";
import { Button } from "./button.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import { t } from "./filter-dictionary.ts";
import { Icon } from "./icon.tsx";
import { TextInput } from "./text-input.tsx";

interface Verdict {
  ok: boolean;
  type: string | null;
  error: FieldProblem | null;
}

export interface FormulaFilterProps {
  open: boolean;
  object: string;
  formula: string;
  onClose: () => void;
  onApply: (formula: string) => void;
}

/** A condition as a formula, checked by the server while it is typed. */
export const FormulaFilter = defineComponent<FormulaFilterProps>((props) => {
  const typed = ref("");
  const error = ref<string | null>(null);
  const good = ref(false);
  let asked = 0;

  watch(() => props.open, (open) => {
    if (!open) return;
    typed.value = props.formula;
    void check();
  });

  async function check(): Promise<void> {
    const mine = ++asked;
    good.value = false;
    error.value = null;
    const source = typed.value.trim();
    if (source === "") return;
    try {
      const verdict = await api.post<Verdict>("/formulas/check", { object: props.object, source });
      if (mine !== asked) return;
      const said = verdict.error;
      if (said !== null) {
        const english = locale.value === "en";
        error.value = [english ? said.detail_en : said.detail, english ? said.mend_en : said.mend]
          .filter(Boolean).join(" ");
      } else if (verdict.type !== "boolean" && verdict.type !== "blank") error.value = t("formula.notTruth");
      else good.value = true;
    } catch (e) {
      if (mine === asked) error.value = sayShortly(e);
    }
  }
  function apply(event: Event): void {
    event.preventDefault();
    if (typed.value.trim() === "" || good.value) props.onApply(typed.value.trim());
  }

  return () => (
    <DialogFrame
      open={props.open}
      title={t("formula.title")}
      detail={t("formula.detail")}
      onClose={props.onClose}
    >
      {{
        default: () => (
          <form class="form-grid" id="formula-filter" onSubmit={apply}>
            <div class="form-wide">
              <TextInput
                label={t("formula.input")}
                type="textarea"
                autofocus
                debounce={250}
                modelValue={typed.value}
                error={error.value}
                onChange={(v) => {
                  typed.value = v;
                  void check();
                }}
              />
              <p class="formula-good" role="status">
                {good.value && <Icon path={icons.check_circle} size={18} />}
                {good.value && t("formula.good")}
              </p>
            </div>
          </form>
        ),
        actions: () => (
          <>
            <Button kind="quiet" label={base("action.cancel")} onClick={props.onClose} />
            <Button
              kind="primary"
              label={t("apply")}
              disabled={typed.value.trim() !== "" && !good.value}
              onClick={apply}
            />
          </>
        ),
      }}
    </DialogFrame>
  );
}, {
  name: "FormulaFilter",
  props: { open: Boolean, object: null, formula: null, onClose: null, onApply: null },
});
