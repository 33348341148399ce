import { computed, defineComponent, onErrorCaptured, onUnmounted, ref, shallowRef, watch } from "vue";
import { QDrawer, QFooter, QHeader, QLayout, QPageContainer, useQuasar } from "quasar";
import { PageError } from "./components/page-states.tsx";
import { t } from "./lib/i18n.ts";
import { quick } from "./lib/quick.ts";
import { route } from "./lib/router.ts";
import { NotFound } from "./pages/not-found.tsx";
import { pages, quickEntrySheet } from "./pages/registry.ts";
import { OfflineBar, UpdateBar } from "./shell/bars.tsx";
import { SideNav, TabNav } from "./shell/nav.tsx";
import { tellNews } from "./shell/news.ts";
import { TopBar } from "./shell/top-bar.tsx";

export const Shell = defineComponent(() => {
  const { screen } = useQuasar();
  const drawer = ref(true);
  const phone = computed(() => screen.lt.md);
  const broken = shallowRef<Error | null>(null);

  onUnmounted(tellNews());
  watch(() => route.value.path, () => broken.value = null);
  onErrorCaptured((error) => {
    console.error(error);
    broken.value = error instanceof Error ? error : new Error(String(error));
    return false;
  });

  return () => {
    const Page = (route.value.name && pages[route.value.name]) ?? NotFound;
    const Sheet = quickEntrySheet;
    return (
      <QLayout view="lHh Lpr lFf">
        <a class="skip" href="#main">{t("nav.skip")}</a>
        <QHeader class="header" bordered>
          <TopBar phone={phone.value} onMenu={() => drawer.value = !drawer.value} />
        </QHeader>
        {!phone.value && (
          <QDrawer
            modelValue={drawer.value}
            onUpdate:modelValue={(v: boolean) => drawer.value = v}
            side="left"
            bordered
            width={224}
            behavior="desktop"
          >
            <SideNav />
          </QDrawer>
        )}
        <QPageContainer id="main" tabindex={-1}>
          <OfflineBar />
          <UpdateBar />
          {broken.value === null ? <Page key={route.value.path} /> : <PageError error={broken.value} />}
        </QPageContainer>
        {phone.value && (
          <QFooter class="footer" bordered>
            <TabNav />
          </QFooter>
        )}
        {Sheet !== null && quick.open && <Sheet />}
      </QLayout>
    );
  };
}, { name: "Shell", props: {} });
