import { computed, defineComponent } from "vue";
import { QPage } from "quasar";
import { ErrorState, LoadingRows } from "../components/states.tsx";
import { useParams } from "../lib/router.ts";
import { loadSchema, objectType } from "../lib/schema.ts";
import { useLoad } from "../lib/store.ts";
import { NotFound } from "./not-found.tsx";
import { RecordPage } from "./record/page.tsx";

/** One record. */
export const RecordView = defineComponent(() => {
  const params = useParams("record");
  const { data, error, reload } = useLoad(() => loadSchema());
  const object = computed(() => objectType(params.value.object));
  return () => {
    const id = Number(params.value.id);
    if (object.value !== null && Number.isSafeInteger(id)) {
      return <RecordPage object={object.value} id={id} />;
    }
    if (data.value !== null) return <NotFound />;
    return (
      <QPage class="page">
        {error.value !== null
          ? <ErrorState error={error.value} retry={() => void reload()} />
          : <LoadingRows />}
      </QPage>
    );
  };
}, { name: "RecordView", props: {} });
