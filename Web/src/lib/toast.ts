import { Dialog, Notify } from "quasar";
import { t } from "./i18n.ts";
import { sayShortly } from "./explain.ts";

/** "已记录 ✓": the screen reader hears it too. `undo` adds the way back. */
export function toast(message: string, undo?: () => void): void {
  Notify.create({
    message,
    type: "positive",
    position: "top",
    timeout: undo ? 6000 : 2500,
    ...(undo ? { actions: [{ label: t("action.undo"), color: "white", handler: undo }] } : {}),
  });
}

/** Neither done nor failed: something turned out otherwise. */
export function toastWarning(message: string): void {
  Notify.create({ message, type: "warning", position: "top", timeout: 6000 });
}

export function toastError(error: unknown): void {
  Notify.create({
    message: sayShortly(error),
    type: "negative",
    position: "top",
    timeout: 6000,
    actions: [{ label: t("action.close"), color: "white" }],
  });
}

/** Resolves to true when the user agrees. */
export function ask(title: string, message: string): Promise<boolean> {
  return new Promise((resolve) => {
    let agreed = false;
    Dialog.create({
      title,
      message,
      cancel: { label: t("action.cancel"), flat: true, noCaps: true },
      ok: { label: t("action.ok"), unelevated: true, noCaps: true },
    }).onOk(() => agreed = true).onDismiss(() => resolve(agreed));
  });
}
