import { defineComponent } from "vue";
import { QDialog, useQuasar } from "quasar";
import { icons } from "icons";
import { t } from "../lib/i18n.ts";
import { IconButton } from "./button.tsx";

export interface DialogFrameProps {
  open: boolean;
  title: string;
  /** One line under the title. */
  detail?: string;
  /** Room for a form of two columns. */
  wide?: boolean;
  /** A tap beside it does not close it: something was typed. */
  persistent?: boolean;
  onClose: () => void;
}

/** A dialog; on phones a sheet from below. Slots: the body, and `actions`, which stay in sight. */
export const DialogFrame = defineComponent<DialogFrameProps>((props, { slots }) => {
  const { screen } = useQuasar();
  const frame = () => (
    <div class={["dialog", props.wide && "dialog-wide"]} role="document">
      <header class="dialog-head">
        <div>
          <h2>{props.title}</h2>
          {props.detail && <p class="muted fine">{props.detail}</p>}
        </div>
        <IconButton icon={icons.close} label={t("action.close")} onClick={props.onClose} />
      </header>
      <div class="dialog-body">{slots.default?.(undefined)}</div>
      {slots.actions && <footer class="dialog-actions">{slots.actions(undefined)}</footer>}
    </div>
  );
  return () => (
    <QDialog
      modelValue={props.open}
      onUpdate:modelValue={(v: boolean) => v || props.onClose()}
      persistent={props.persistent}
      noShake
      position={screen.lt.md ? "bottom" : "standard"}
      class="dialog-root"
    >
      {frame}
    </QDialog>
  );
}, {
  name: "DialogFrame",
  props: { open: Boolean, title: null, detail: null, wide: Boolean, persistent: Boolean, onClose: null },
});
