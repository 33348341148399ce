import { defineComponent } from "vue";
import { QPage } from "quasar";
import { icons } from "icons";
import { Button } from "../components/button.tsx";
import { EmptyState } from "../components/states.tsx";
import { t } from "../lib/i18n.ts";
import { href } from "../lib/router.ts";

export const NotFound = defineComponent(() => () => (
  <QPage class="page">
    <EmptyState title={t("notFound.title")} detail={t("notFound.detail")} icon={icons.explore}>
      <Button kind="primary" label={t("notFound.home")} to={href("home")} />
    </EmptyState>
  </QPage>
), { name: "NotFound", props: {} });
