import { defineComponent } from "vue";
import { QPage } from "quasar";
import { ErrorState, LoadingRows } from "./states.tsx";

export const LoadingPage = defineComponent(() => () => (
  <QPage class="page">
    <LoadingRows />
  </QPage>
), { name: "LoadingPage", props: {} });

/** The page's script did not arrive, or the page broke. */
export const PageError = defineComponent<{ error: Error }>((props) => () => (
  <QPage class="page">
    <ErrorState error={props.error} retry={() => location.reload()} />
  </QPage>
), { name: "PageError", props: { error: null } });
