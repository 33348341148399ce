import { computed, defineComponent, onUnmounted, ref, watch } from "vue";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { sayShortly } from "../../lib/explain.ts";
import { objectType } from "../../lib/schema.ts";
import { useLoad } from "../../lib/store.ts";
import { findCustomers, type Found } from "./customers.ts";
import { type Customer, recentCustomers } from "./draft.ts";
import { t } from "./words.ts";

export interface CustomerPickProps {
  customer: Customer | null;
  onChange: (customer: Customer) => void;
}

const Choices = ({ rows, onPick }: { rows: readonly Found[]; onPick: (c: Customer) => void }) => (
  <>
    {rows.map((c) => (
      <button
        type="button"
        class="row-link customer-row"
        key={`${c.object} ${c.id}`}
        onClick={() => onPick({ object: c.object, id: c.id, label: c.label })}
      >
        <span>
          {c.label}
          <small class="muted">{c.detail}</small>
        </span>
      </button>
    ))}
  </>
);

const Search = defineComponent<{ onPick: (customer: Customer) => void }>((props) => {
  const typed = ref("");
  const settled = ref("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(typed, (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => settled.value = text.trim(), 250);
  });
  onUnmounted(() => clearTimeout(timer));
  const asked = computed(() => settled.value.length < 2 ? "" : settled.value);
  const { data, error, loading } = useLoad((signal) => findCustomers(asked.value, signal), [asked]);
  const recent = recentCustomers().map((c) => ({ ...c, detail: objectType(c.object)?.label ?? "" }));

  return () => (
    <div class="customer-search">
      <TextInput
        label={t("customerFind")}
        hint={t("customerHint")}
        type="search"
        autofocus
        modelValue={typed.value}
        onChange={(v) => typed.value = v}
      >
        {{ before: () => <Icon path={icons.search} /> }}
      </TextInput>
      <div class="customer-found" aria-busy={loading.value ? "true" : "false"}>
        {asked.value === "" && recent.length > 0 && <p class="fine muted">{t("customerRecent")}</p>}
        {asked.value === "" && <Choices rows={recent} onPick={props.onPick} />}
        {asked.value === "" && (data.value?.length ?? 0) > 0 && <p class="fine muted">{t("customerMine")}</p>}
        {error.value !== null && <p class="fine" role="alert">{sayShortly(error.value)}</p>}
        {loading.value && data.value === null && <p class="muted">{t("searching")}</p>}
        <Choices rows={data.value ?? []} onPick={props.onPick} />
        {asked.value !== "" && data.value?.length === 0 && <p class="muted">{t("customerNone")}</p>}
      </div>
    </div>
  );
}, { name: "CustomerSearch", props: { onPick: null } });

/** Who it was: guessed, and changed by searching over all objects that can be touched. */
export const CustomerPick = defineComponent<CustomerPickProps>((props) => {
  const choosing = ref(props.customer === null);
  return () =>
    choosing.value || props.customer === null
      ? (
        <Search
          onPick={(c) => {
            props.onChange(c);
            choosing.value = false;
          }}
        />
      )
      : (
        <div class="customer-chosen">
          <Icon path={icons.business} />
          <span>
            <strong>{props.customer.label}</strong>
            <small class="muted">{objectType(props.customer.object)?.label}</small>
          </span>
          <Button kind="quiet" label={t("customerChange")} onClick={() => choosing.value = true} />
        </div>
      );
}, { name: "CustomerPick", props: { customer: null, onChange: null } });
