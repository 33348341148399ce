import { defineComponent } from "vue";
import { QCard, QDialog } from "quasar";
import { t } from "../lib/i18n.ts";
import { Button } from "./button.tsx";

export interface Reason {
  label: string;
  value?: string;
  /** What it added or took away, as it should be read: "+12". */
  effect?: string;
}

/** Why a score, assignment, warning, refusal, forecast or rank is as it is. */
export interface Why {
  summary?: string;
  inputs: readonly Reason[];
  rule?: string;
  version?: number;
  /** Who can change the rule. */
  who?: string;
}

export interface WhyPanelProps {
  /** null: closed. */
  why: Why | null;
  onClose: () => void;
}

export const WhyPanel = defineComponent<WhyPanelProps>((props) => {
  const rule = (why: Why): string =>
    [
      why.rule,
      why.version === undefined ? undefined : t("why.version", { n: why.version }),
      why.who === undefined ? undefined : t("why.who", { who: why.who }),
    ].filter((s) => s !== undefined).join(" · ");

  return () => {
    const { why } = props;
    return (
      <QDialog modelValue={why !== null} onUpdate:modelValue={(v: boolean) => v || props.onClose()}>
        {() =>
          why !== null && (
            <QCard class="why" role="document">
              <h2>{t("why.title")}</h2>
              {why.summary && <p>{why.summary}</p>}
              {why.inputs.length > 0 ? <h3>{t("why.inputs")}</h3> : <p class="muted">{t("why.none")}</p>}
              <dl>
                {why.inputs.map((line, i) => (
                  <div class="why-line" key={i}>
                    <dt>{line.label}</dt>
                    <dd>{line.value}</dd>
                    <dd class="num">{line.effect}</dd>
                  </div>
                ))}
              </dl>
              {rule(why) !== "" && <p class="muted fine">{t("why.rule", { rule: rule(why) })}</p>}
              <div class="why-actions">
                <Button kind="quiet" label={t("action.close")} onClick={props.onClose} />
              </div>
            </QCard>
          )}
      </QDialog>
    );
  };
}, { name: "WhyPanel", props: { why: null, onClose: null } });
