import { computed, defineComponent, reactive, ref } from "vue";
import { Button } from "../../components/button.tsx";
import { api } from "../../lib/api.ts";
import { toast, toastError } from "../../lib/toast.ts";
import { WorkRow } from "./item.tsx";
import type { WorkItem } from "./read.ts";
import { t } from "./words.ts";

const FIRST = 12;

export interface WorkListProps {
  items: readonly WorkItem[];
  label: string;
  onChanged: () => void;
  onDecide: (item: WorkItem) => void;
}

/** One list by urgency, as the server orders it. A task that is done leaves at once, with the way back. */
export const WorkList = defineComponent<WorkListProps>((props) => {
  const gone = reactive(new Set<string>());
  const all = ref(false);
  const left = computed(() => props.items.filter((i) => !gone.has(i.key)));
  const shown = computed(() => all.value ? left.value : left.value.slice(0, FIRST));

  async function reopen(item: WorkItem): Promise<void> {
    gone.delete(item.key);
    try {
      await api.delete(`/tasks/${item.reference ?? item.id}/completion`);
      toast(t("reopened", { name: item.title }));
    } catch (error) {
      toastError(error);
    }
    props.onChanged();
  }
  async function finish(item: WorkItem): Promise<void> {
    gone.add(item.key);
    try {
      await api.post(`/tasks/${item.reference ?? item.id}/completion`);
      toast(t("finished", { name: item.title }), () => void reopen(item));
    } catch (error) {
      gone.delete(item.key);
      toastError(error);
    }
    props.onChanged();
  }

  return () => (
    <section class="card rows" aria-label={props.label}>
      <h2 class="rows-head">
        {props.label}
        <span class="num muted">{left.value.length}</span>
      </h2>
      <ul class="work">
        {shown.value.map((item) => (
          <WorkRow
            key={item.key}
            item={item}
            onFinish={(i) => void finish(i)}
            onDecide={props.onDecide}
          />
        ))}
      </ul>
      {left.value.length > FIRST && (
        <Button
          kind="quiet"
          wide
          label={all.value ? t("fewer") : t("rest", { n: left.value.length - FIRST })}
          onClick={() => all.value = !all.value}
        />
      )}
    </section>
  );
}, { name: "WorkList", props: { items: null, label: null, onChanged: null, onDecide: null } });
