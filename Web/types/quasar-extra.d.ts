// The plugins, composables and utilities of Quasar that this app uses: hand-written.
// deno-lint-ignore-file no-explicit-any
export interface NotifyOptions {
  message: string;
  type?: "positive" | "negative" | "warning" | "info" | "ongoing";
  caption?: string;
  icon?: string;
  timeout?: number;
  position?: "top" | "bottom" | "top-right" | "bottom-right" | "center";
  actions?: { label?: string; icon?: string; color?: string; handler?: () => void }[];
}
export interface DialogButton {
  label?: string;
  flat?: boolean;
  unelevated?: boolean;
  noCaps?: boolean;
  color?: string;
}
export interface DialogChain {
  onOk(fn: (payload?: any) => void): DialogChain;
  onCancel(fn: () => void): DialogChain;
  onDismiss(fn: () => void): DialogChain;
}
export interface ScreenPlugin {
  readonly width: number;
  readonly height: number;
  readonly name: "xs" | "sm" | "md" | "lg" | "xl";
  readonly lt: { readonly sm: boolean; readonly md: boolean; readonly lg: boolean };
  readonly gt: { readonly xs: boolean; readonly sm: boolean; readonly md: boolean };
}
export declare const Notify: { create(options: NotifyOptions | string): () => void };
export declare const Dialog: {
  create(
    options: {
      title?: string;
      message?: string;
      cancel?: boolean | DialogButton;
      ok?: boolean | DialogButton;
      persistent?: boolean;
    },
  ): DialogChain;
};
export declare const Loading: { show(options?: { message?: string }): void; hide(): void };
export declare const Screen: ScreenPlugin;
export declare const Dark: { readonly isActive: boolean; set(value: boolean | "auto"): void };
/** Without a pack: Quasar's own English. */
export declare const Lang: { set(lang?: unknown): void };
export declare const date: { formatDate(value: Date | number | string, format: string): string };
export declare function useQuasar(): {
  screen: ScreenPlugin;
  dark: { isActive: boolean; set(v: boolean | "auto"): void; toggle(): void };
  lang: { set(lang: unknown): void };
  iconMapFn?: (name: string) => { icon?: string; cls?: string } | undefined;
};
