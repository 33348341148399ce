import { defineComponent, ref } from "vue";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { readNamed } from "../../fields/reference/display.tsx";
import { api } from "../../lib/api.ts";
import { type Decision, readRouting } from "../../lib/record-pages.ts";
import { formatWhen } from "../../lib/times.ts";
import { toastError } from "../../lib/toast.ts";
import { type PartProps, partProps, pending, usePart } from "./part.tsx";
import { t } from "./words.ts";

const chosenFirst = (d: Decision): Decision["candidates"] =>
  d.candidates.toSorted((a, b) => Number(b.user?.id === d.owner?.id) - Number(a.user?.id === d.owner?.id));

const Replay = defineComponent<{ decision: Decision }>((props) => {
  const said = ref("");
  const busy = ref(false);
  async function run(): Promise<void> {
    busy.value = true;
    try {
      const body = await api.get<{ same?: boolean; now?: unknown }>(`/routing/${props.decision.id}/replay`);
      const name = readNamed(body.now)?.label ?? t("owner.none");
      said.value = t(body.same ? "routing.same" : "routing.differs", { name });
    } catch (error) {
      toastError(error);
    } finally {
      busy.value = false;
    }
  }
  return () => (
    <div class="replay">
      <Button
        kind="quiet"
        icon={icons.replay}
        label={t("routing.replay")}
        loading={busy.value}
        onClick={() => void run()}
      />
      <span role="status">{said.value}</span>
    </div>
  );
}, { name: "Replay", props: { decision: null } });

/** Who got the record, and for everybody else why not. */
export const RoutingLog = defineComponent<PartProps>((props) => {
  const load = usePart(props, "routing", readRouting);
  const candidate = (c: Decision["candidates"][number], decision: Decision) => {
    const chosen = c.user !== null && c.user.id === decision.owner?.id;
    const facts = c.reasons.length > 0 ? "" : [
      c.load === null ? "" : t("routing.load", { n: c.load }),
      c.today === null ? "" : t("routing.today", { n: c.today }),
    ].filter((s) => s !== "").join(" · ");
    return (
      <li key={c.user?.id ?? facts} class={chosen ? "candidate-chosen" : ""}>
        <Icon path={chosen ? icons.check_circle : icons.remove_circle_outline} size={20} />
        <span>
          <strong>{c.user?.label}</strong>
          {chosen && <StatusChip label={t("routing.chosen")} tone="green" />}
          {c.reasons.length > 0 && (
            <span class="fine">{t("routing.skipped", { why: c.reasons.join("；") })}</span>
          )}
          {facts !== "" && <span class="muted fine">{facts}</span>}
        </span>
      </li>
    );
  };
  return () => {
    const wait = pending(load);
    if (wait !== null) return wait;
    if (load.data.value?.length === 0) return <p class="muted part-none">{t("routing.none")}</p>;
    return (
      <div>
        {load.data.value?.map((d) => (
          <article class="decision" key={d.id}>
            <h3>{d.owner === null ? t("routing.pool") : t("routing.to", { name: d.owner.label })}</h3>
            <p class="muted fine">
              {formatWhen(d.at)}
              {d.rule && ` · ${t("routing.rule", { rule: d.rule, n: d.version ?? "" })}`}
            </p>
            {d.inputs.length > 0 && (
              <p class="fine">
                {`${t("routing.inputs")}：${d.inputs.map(([key, value]) => `${key} ${value}`).join("，")}`}
              </p>
            )}
            <ul class="candidates">{chosenFirst(d).map((c) => candidate(c, d))}</ul>
            <Replay decision={d} />
          </article>
        ))}
      </div>
    );
  };
}, { name: "RoutingLog", props: partProps });
