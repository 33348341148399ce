import { isChinese, setLocale, t } from "../lib/i18n.ts";
import { outbox } from "../lib/outbox.ts";
import { logOut } from "../lib/session.ts";
import { ask } from "../lib/toast.ts";

export function switchLanguage(): void {
  setLocale(isChinese.value ? "en" : "zh-CN");
}

/** Asks first when something was not sent yet. */
export async function signOut(): Promise<void> {
  const n = outbox.entries.length;
  if (n > 0 && !await ask(t("user.signOut"), t("user.signOutUnsent", { n }))) return;
  await logOut();
}
