import { defineComponent } from "vue";
import { QBadge, QItem, QItemSection, QList, QMenu, QSeparator, QToolbar } from "quasar";
import { icons } from "icons";
import { IconButton } from "../components/button.tsx";
import { t } from "../lib/i18n.ts";
import { unread } from "../lib/notices.ts";
import { href } from "../lib/router.ts";
import { session } from "../lib/session.ts";
import { signOut, switchLanguage } from "./account.ts";
import { ClockChip } from "./clock.tsx";

const Bell = defineComponent(() => () => {
  const n = unread.value;
  return (
    <IconButton
      icon={icons.notifications}
      label={n > 0 ? t("bell.unread", { n }) : t("bell.label")}
      to={href("notifications")}
    >
      {n > 0 && <QBadge floating rounded color="negative">{n > 99 ? "99+" : n}</QBadge>}
    </IconButton>
  );
}, { name: "Bell", props: {} });

const UserMenu = defineComponent(() => () => {
  const user = session.body?.user;
  return (
    <IconButton icon={icons.account_circle} label={t("user.menu")}>
      <QMenu anchor="bottom right" self="top right">
        {() => (
          <QList class="user-menu">
            <QItem>
              <QItemSection>
                <strong>{user?.name}</strong>
                <span class="muted">
                  {[user?.role_label, user?.team_name].filter(Boolean).join(" · ")}
                </span>
              </QItemSection>
            </QItem>
            <QSeparator />
            <QItem clickable onClick={switchLanguage}>
              <QItemSection>{t("user.language")}</QItemSection>
            </QItem>
            <QItem clickable onClick={() => void signOut()}>
              <QItemSection>{t("user.signOut")}</QItemSection>
            </QItem>
          </QList>
        )}
      </QMenu>
    </IconButton>
  );
}, { name: "UserMenu", props: {} });

export interface TopBarProps {
  phone: boolean;
  onMenu: () => void;
}

export const TopBar = defineComponent<TopBarProps>((props) => () => (
  <QToolbar class="top-bar">
    {props.phone
      ? <img src="/icon.svg" width="28" height="28" alt={t("app.name")} />
      : <IconButton icon={icons.menu} label={t("nav.menu")} onClick={props.onMenu} />}
    <span class="top-bar-title">{session.body?.workspace.name}</span>
    <ClockChip />
    <Bell />
    <UserMenu />
  </QToolbar>
), { name: "TopBar", props: { phone: Boolean, onMenu: null } });
