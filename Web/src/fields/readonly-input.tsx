import { type Component, defineComponent } from "vue";
import { showValue } from "../lib/format.ts";
import { t } from "../lib/i18n.ts";
import { type InputProps, inputProps, isEmpty } from "./contract.ts";

/** For values that the server makes. */
export const readonlyInput = (name: string): Component<InputProps> =>
  defineComponent<InputProps>((props) => () => (
    <div class="field-row">
      <span class="muted">{props.field.label}</span>
      <span>
        {isEmpty(props.value)
          ? <span class="muted">{t("field.auto")}</span>
          : showValue(props.field, props.value)}
      </span>
    </div>
  ), { name, props: inputProps });
