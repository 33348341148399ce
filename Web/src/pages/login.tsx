import { defineComponent, ref } from "vue";
import { icons } from "icons";
import { Button, IconButton } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { TextInput } from "../components/text-input.tsx";
import { Problem } from "../lib/api.ts";
import { explain } from "../lib/explain.ts";
import { t } from "../lib/i18n.ts";
import { logIn } from "../lib/session.ts";
import { useAct } from "../lib/store.ts";
import { switchLanguage } from "../shell/account.ts";

function sayFailure(error: unknown): string {
  if (error instanceof Problem && error.status === 401) return error.said || t("login.wrong");
  if (error instanceof Problem && error.status === 429) {
    return t("login.often", { n: error.retryAfter ?? 60 });
  }
  const { what, mend } = explain(error);
  return `${what}${mend}`;
}

const Brand = () => (
  <section class="login-brand" aria-hidden="true">
    <img src="/mark.svg" width="96" height="96" alt="" />
    <p class="login-name">{t("app.name")}</p>
    <p class="login-tagline">{t("app.tagline")}</p>
    <ul>
      {([["login.point1", icons.bolt], ["login.point2", icons.lightbulb], [
        "login.point3",
        icons.cloud_done,
      ]] as const)
        .map(([key, icon]) => (
          <li key={key}>
            <Icon path={icon} />
            {t(key)}
          </li>
        ))}
    </ul>
  </section>
);

export const Login = defineComponent(() => {
  const name = ref("");
  const password = ref("");
  const visible = ref(false);
  const missing = ref(false);
  const act = useAct(() => logIn(name.value.trim(), password.value));

  function submit(event: Event): void {
    event.preventDefault();
    missing.value = name.value.trim() === "" || password.value === "";
    if (!missing.value) void act.run();
  }

  return () => (
    <main class="login">
      <Brand />
      <section class="login-form">
        <form onSubmit={submit} novalidate>
          <h1>{t("login.title")}</h1>
          <TextInput
            modelValue={name.value}
            label={t("login.name")}
            hint={t("login.nameHint")}
            autocomplete="username"
            error={missing.value && name.value.trim() === "" ? t("login.needName") : null}
            onChange={(v) => name.value = v}
          />
          <TextInput
            modelValue={password.value}
            label={t("login.password")}
            type={visible.value ? "text" : "password"}
            autocomplete="current-password"
            error={missing.value && password.value === "" ? t("login.needPassword") : null}
            onChange={(v) => password.value = v}
          >
            {{
              after: () => (
                <IconButton
                  icon={visible.value ? icons.visibility_off : icons.visibility}
                  label={t(visible.value ? "login.hide" : "login.show")}
                  onClick={() => visible.value = !visible.value}
                />
              ),
            }}
          </TextInput>
          {act.error.value !== null && <p class="login-error" role="alert">{sayFailure(act.error.value)}</p>}
          <Button kind="primary" submit wide label={t("login.submit")} loading={act.busy.value} />
          <p class="muted">{t("login.forgot")}</p>
          <Button kind="quiet" label={t("user.language")} icon={icons.translate} onClick={switchLanguage} />
        </form>
      </section>
    </main>
  );
}, { name: "Login", props: {} });
