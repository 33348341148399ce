import { type Component, defineAsyncComponent } from "vue";
import { LoadingPage, PageError } from "../components/page-states.tsx";
import type { RouteName } from "../routes.ts";

/** A page loads when it is first opened. */
const lazy = (loader: () => Promise<Component>): Component =>
  defineAsyncComponent({ loader, loadingComponent: LoadingPage, errorComponent: PageError, delay: 120 });

/** One line a page. A route without a page shows "no such page". */
export const pages: Partial<Record<RouteName, Component>> = {
  home: lazy(() => import("./home.tsx").then((m) => m.Home)),
  list: lazy(() => import("./list.tsx").then((m) => m.List)),
  kanban: lazy(() => import("./kanban.tsx").then((m) => m.Kanban)),
  record: lazy(() => import("./record.tsx").then((m) => m.RecordView)),
  boards: lazy(() => import("./boards.tsx").then((m) => m.Boards)),
  board: lazy(() => import("./boards.tsx").then((m) => m.Boards)),
  notifications: lazy(() => import("./notifications.tsx").then((m) => m.Notifications)),
  more: lazy(() => import("./more.tsx").then((m) => m.More)),
  unsent: lazy(() => import("./unsent.tsx").then((m) => m.Unsent)),
};

/** The sheet behind “记录”, opened by lib/quick.ts over any page. While it is null there is no such button. */
export const quickEntrySheet: Component | null = defineAsyncComponent({
  loader: () => import("./quick/sheet.tsx").then((m) => m.QuickSheet),
});
