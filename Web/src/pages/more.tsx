import { defineComponent } from "vue";
import { QPage } from "quasar";
import { icons } from "icons";
import { Icon } from "../components/icon.tsx";
import { PageHead } from "../components/page-head.tsx";
import { t } from "../lib/i18n.ts";
import { outbox } from "../lib/outbox.ts";
import { followLink, href } from "../lib/router.ts";
import { schema } from "../lib/schema.ts";
import { session } from "../lib/session.ts";
import { signOut, switchLanguage } from "../shell/account.ts";
import { ClockPanel, isManual } from "../shell/clock.tsx";

/** Everything that has no tab of its own, and the account. */
export const More = defineComponent(() => () => (
  <QPage class="page page-narrow">
    <PageHead title={t("nav.more")} summary={session.body?.workspace.name} />
    <nav class="card rows" aria-label={t("nav.more")}>
      {(schema.value?.objects ?? []).map((o) => (
        <a class="row-link" key={o.key} href={href("list", { object: o.key })} onClick={followLink}>
          <Icon path={icons.folder} />
          <span>{o.label}</span>
        </a>
      ))}
      <a class="row-link" href={href("notifications")} onClick={followLink}>
        <Icon path={icons.notifications} />
        <span>{t("nav.notifications")}</span>
      </a>
      <a class="row-link" href={href("unsent")} onClick={followLink}>
        <Icon path={icons.cloud_off} />
        <span>{t("nav.unsent")}</span>
        <span class="num muted">{outbox.entries.length}</span>
      </a>
    </nav>
    {isManual() && (
      <section class="card">
        <ClockPanel />
      </section>
    )}
    <section class="card rows" aria-label={t("user.menu")}>
      <p class="row-link">
        <Icon path={icons.person} />
        <span>
          {session.body?.user.name}
          <span class="muted">{` · ${session.body?.user.role_label ?? ""}`}</span>
        </span>
      </p>
      <button type="button" class="row-link" onClick={switchLanguage}>
        <Icon path={icons.translate} />
        <span>{t("user.language")}</span>
      </button>
      <button type="button" class="row-link" onClick={() => void signOut()}>
        <Icon path={icons.logout} />
        <span>{t("user.signOut")}</span>
      </button>
    </section>
  </QPage>
), { name: "More", props: {} });
