import { icons } from "icons";
import type { Key } from "./lib/i18n.ts";
import { href, type Place } from "./lib/router.ts";

export interface NavItem {
  key: string;
  label: Key;
  icon: string;
  to: string;
  /** Also a tab at the bottom of a phone: five at most. */
  tab: boolean;
}

export const navItems: readonly NavItem[] = [
  { key: "home", label: "nav.home", icon: icons.home, to: href("home"), tab: true },
  { key: "lead", label: "nav.leads", icon: icons.bolt, to: href("list", { object: "lead" }), tab: true },
  {
    key: "account",
    label: "nav.accounts",
    icon: icons.business,
    to: href("list", { object: "account" }),
    tab: false,
  },
  {
    key: "contact",
    label: "nav.contacts",
    icon: icons.people,
    to: href("list", { object: "contact" }),
    tab: false,
  },
  {
    key: "opportunity",
    label: "nav.opportunities",
    icon: icons.trending_up,
    to: href("list", { object: "opportunity" }),
    tab: true,
  },
  { key: "boards", label: "nav.boards", icon: icons.insights, to: href("boards"), tab: true },
  { key: "more", label: "nav.more", icon: icons.apps, to: href("more"), tab: true },
];

/** The item that the place belongs to: objects without one belong to "more". */
export function activeItem(place: Place, items: readonly NavItem[] = navItems): string {
  if (place.name === "home") return "home";
  if (place.name === "boards" || place.name === "board") return "boards";
  return items.find((i) => i.key === place.params.object)?.key ?? "more";
}
