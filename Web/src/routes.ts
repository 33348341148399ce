/** Every address of the app: one line each. Pure data, read by the page and by the service worker. */
export const routes = {
  home: "/",
  list: "/o/:object",
  kanban: "/o/:object/kanban",
  record: "/o/:object/r/:id",
  boards: "/boards",
  board: "/boards/:id",
  notifications: "/notifications",
  unsent: "/unsent",
  more: "/more",
} as const;
/** Addresses for visitors without an account: no menu, no log-in, not kept by the service worker. */
export const openRoutes = { form: "/f/:key" } as const;
export type Routes = typeof routes;
export type RouteName = keyof Routes;
