import { defineComponent } from "vue";
import { icons } from "icons";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { t } from "../lib/i18n.ts";
import { openQuickEntry } from "../lib/quick.ts";
import { followLink, route } from "../lib/router.ts";
import { quickEntrySheet } from "../pages/registry.ts";
import { activeItem, type NavItem, navItems } from "../nav.ts";

const link = (item: NavItem, active: string, kind: "side" | "tab") => (
  <a
    key={item.key}
    class={[`${kind}-link`, item.key === active && "active"]}
    href={item.to}
    aria-current={item.key === active ? "page" : undefined}
    onClick={followLink}
  >
    <Icon path={item.icon} size={24} />
    <span>{t(item.label)}</span>
  </a>
);

/** Desktop: the left column. */
export const SideNav = defineComponent(() => () => (
  <div class="side">
    <p class="side-brand">
      <img src="/icon.svg" width="32" height="32" alt="" />
      {t("app.name")}
    </p>
    {quickEntrySheet !== null && (
      <Button
        kind="primary"
        wide
        icon={icons.edit}
        label={t("quick.open")}
        ariaLabel={t("quick.hint")}
        onClick={() => openQuickEntry()}
      />
    )}
    <nav aria-label={t("nav.main")}>
      {navItems.map((i) => link(i, activeItem(route.value), "side"))}
    </nav>
  </div>
), { name: "SideNav", props: {} });

/** Phone: the tabs at the bottom, and the button that is never more than a thumb away. */
export const TabNav = defineComponent(() => () => {
  const tabs = navItems.filter((i) => i.tab);
  return (
    <div class="tabs-wrap">
      {quickEntrySheet !== null && (
        <button
          type="button"
          class="quick-fab"
          aria-label={t("quick.hint")}
          onClick={() => openQuickEntry()}
        >
          <Icon path={icons.edit} size={22} />
          {t("quick.open")}
        </button>
      )}
      <nav class="tabs" aria-label={t("nav.main")}>
        {tabs.map((i) => link(i, activeItem(route.value, tabs), "tab"))}
      </nav>
    </div>
  );
}, { name: "TabNav", props: {} });
