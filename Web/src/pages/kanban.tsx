import { computed, defineComponent } from "vue";
import { QPage } from "quasar";
import { icons } from "icons";
import { Button } from "../components/button.tsx";
import { EmptyState, ErrorState, LoadingRows } from "../components/states.tsx";
import { href, useParams } from "../lib/router.ts";
import { loadSchema, objectType, processOf, schema } from "../lib/schema.ts";
import { useLoad } from "../lib/store.ts";
import { Board } from "./kanban/board.tsx";
import { t } from "./kanban/words.ts";
import { NotFound } from "./not-found.tsx";

/** The records of an object by stage. */
export const Kanban = defineComponent(() => {
  const params = useParams("kanban");
  const { data, error, reload } = useLoad(() => loadSchema());
  const object = computed(() => objectType(params.value.object));
  const process = computed(() => processOf(params.value.object));
  return () => {
    if (object.value !== null && process.value !== null) {
      return <Board key={schema.value?.number} object={object.value} process={process.value} />;
    }
    if (data.value !== null && object.value === null) return <NotFound />;
    return (
      <QPage class="page">
        {data.value !== null
          ? (
            <EmptyState icon={icons.view_kanban} title={t("none")} detail={t("noneDetail")}>
              <Button
                kind="primary"
                label={t("toList")}
                to={href("list", { object: params.value.object })}
              />
            </EmptyState>
          )
          : error.value !== null
          ? <ErrorState error={error.value} retry={() => void reload()} />
          : <LoadingRows />}
      </QPage>
    );
  };
}, { name: "Kanban", props: {} });
