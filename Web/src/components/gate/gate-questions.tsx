import { defineComponent } from "vue";
import { QBtnToggle } from "quasar";
import { icons } from "icons";
import type { Gate } from "../../lib/gate.ts";
import { Icon } from "../icon.tsx";
import { TextInput } from "../text-input.tsx";
import { t } from "./words.ts";

export interface GateQuestionsProps {
  gate: Gate;
  /** Going back: a reason is wanted instead of an obstacle. */
  back: boolean;
  obstacle: string | null;
  reason: string;
  note: string;
  /** What the server said last; "" for nothing. */
  refusal: string;
  onObstacle: (key: string) => void;
  onReason: (text: string) => void;
  onNote: (text: string) => void;
}

/** What only the person who moves a record can say. */
export const GateQuestions = defineComponent<GateQuestionsProps>((props) => {
  const obstacle = () => (
    <fieldset class="gate-obstacle">
      <legend>{t("obstacle")}</legend>
      <QBtnToggle
        class="choice-chips"
        modelValue={props.obstacle}
        onUpdate:modelValue={props.onObstacle}
        unelevated
        noCaps
        toggleColor="primary"
        color="white"
        textColor="grey-9"
        options={props.gate.obstacles.map((o) => ({ value: o.key, label: o.label }))}
      />
    </fieldset>
  );
  const reason = () => (
    <TextInput
      label={t("reason")}
      hint={t("reasonHint")}
      type="textarea"
      required
      modelValue={props.reason}
      onChange={props.onReason}
    />
  );
  return () => (
    <div class="gate-questions">
      {props.back ? reason() : props.gate.obstacles.length > 0 && obstacle()}
      {!props.back && (
        <TextInput label={t("note")} type="textarea" modelValue={props.note} onChange={props.onNote} />
      )}
      {props.gate.needsApproval && (
        <p class="gate-approval">
          <Icon path={icons.how_to_reg} />
          {t("approval", { who: props.gate.approver?.label ?? t("someone") })}
        </p>
      )}
      {props.refusal !== "" && <p class="form-refusal" role="alert">{props.refusal}</p>}
    </div>
  );
}, {
  name: "GateQuestions",
  props: {
    gate: null,
    back: Boolean,
    obstacle: null,
    reason: null,
    note: null,
    refusal: null,
    onObstacle: null,
    onReason: null,
    onNote: null,
  },
});
