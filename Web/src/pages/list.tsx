import { computed, defineComponent } from "vue";
import { QPage } from "quasar";
import { ErrorState, LoadingRows } from "../components/states.tsx";
import { useParams } from "../lib/router.ts";
import { loadSchema, objectType } from "../lib/schema.ts";
import { useLoad } from "../lib/store.ts";
import { ListBody } from "./list/body.tsx";
import { NotFound } from "./not-found.tsx";

/** The records of an object. */
export const List = defineComponent(() => {
  const params = useParams("list");
  const { data, error, reload } = useLoad(() => loadSchema());
  const object = computed(() => objectType(params.value.object));
  return () => {
    if (object.value !== null) return <ListBody object={object.value} />;
    if (data.value !== null) return <NotFound />;
    return (
      <QPage class="page">
        {error.value !== null
          ? <ErrorState error={error.value} retry={() => void reload()} />
          : <LoadingRows />}
      </QPage>
    );
  };
}, { name: "List", props: {} });
