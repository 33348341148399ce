import { type Component, createApp, defineAsyncComponent, defineComponent, watch } from "vue";
import { Dialog, Lang, Notify, Quasar, useQuasar } from "quasar";
import zhCN from "quasar-zh-CN";
import { icons } from "icons";
import { isChinese, locale, setLocale } from "./lib/i18n.ts";
import { matchRoute } from "./lib/match.ts";
import { session } from "./lib/session.ts";
import { startServices } from "./lib/start.ts";
import { registerServiceWorker } from "./lib/update.ts";
import { openRoutes } from "./routes.ts";
import { Login } from "./pages/login.tsx";
import { Shell } from "./shell.tsx";

const paths = icons as Readonly<Record<string, string>>;

const Splash = () => (
  <div class="splash">
    <img src="/icon.svg" width="64" height="64" alt="" />
    <p>雨燕</p>
  </div>
);

const Root = defineComponent(() => {
  // Quasar's own icon names ("arrow_drop_down") become SVG paths too: there is no icon font
  useQuasar().iconMapFn = (name) => {
    const path = paths[name];
    return path === undefined ? undefined : { icon: path };
  };
  return () => session.state === "unknown" ? <Splash /> : session.state === "in" ? <Shell /> : <Login />;
}, { name: "Root", props: {} });

const visited = matchRoute(location.pathname, openRoutes);
const FormPage = defineAsyncComponent({
  loader: () => import("./pages/form/page.tsx").then((m) => m.FormPage),
  loadingComponent: Splash as unknown as Component,
});

const app = visited === null ? createApp(Root) : createApp(FormPage, { form: visited.params.key });
app.use(Quasar, {
  plugins: { Dialog, Notify },
  config: {
    brand: {
      info: "#1f5f8b",
      primary: "#0f6674",
      positive: "#1c6b3c",
      negative: "#b3261e",
      warning: "#8a5a00",
    },
  },
  lang: zhCN,
});
watch(isChinese, (chinese) => chinese ? Lang.set(zhCN) : Lang.set(), { immediate: true });
setLocale(locale.value);
app.config.errorHandler = (error, _instance, info) => console.error(info, error);
app.mount("#app");
if (visited === null) {
  startServices();
  void registerServiceWorker().catch(() => {}); // private windows have none; nothing depends on it
}
