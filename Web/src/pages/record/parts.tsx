import { computed, defineComponent, type VNode } from "vue";
import type { RecordBody } from "../../lib/records.ts";
import { route, setQuery } from "../../lib/router.ts";
import { conversionOf, fieldOf, type ObjectType } from "../../lib/schema.ts";
import { me } from "../../lib/session.ts";
import { Details } from "./details.tsx";
import { Audit, FieldHistory } from "./history.tsx";
import { DeadlineList, ScoreLines } from "./reasons.tsx";
import { Related } from "./related.tsx";
import { RoutingLog } from "./routing.tsx";
import { Timeline } from "./timeline.tsx";
import { t } from "./words.ts";

const parts = [
  "timeline",
  "details",
  "related",
  "score",
  "routing",
  "deadlines",
  "history",
  "audit",
] as const;
type Part = typeof parts[number];
/** On a wide screen these stand at the right, always in sight. */
const beside: readonly Part[] = ["related", "score", "deadlines"];

export interface PartsProps {
  object: ObjectType;
  record: RecordBody;
  beat: number;
  phone: boolean;
  onSaved: (record: RecordBody) => void;
}

/** Records that were routed and scored: those that turn into others, and those with a score. */
const isLead = (object: ObjectType): boolean =>
  conversionOf(object.key) !== null || fieldOf(object.key, "score") !== null;

export const Parts = defineComponent<PartsProps>((props) => {
  const offered = computed(() =>
    parts.filter((part) => {
      if (!props.phone && beside.includes(part)) return false;
      if (part === "score" || part === "routing") return isLead(props.object);
      return part !== "audit" || me().administers === true || props.record.owner?.id === me().id;
    })
  );
  const chosen = computed<Part>(() => offered.value.find((p) => p === route.value.query.tab) ?? "timeline");
  const body = () => {
    const common = { object: props.object.key, id: props.record.id, beat: props.beat };
    switch (chosen.value) {
      case "timeline":
        return <Timeline {...common} />;
      case "details":
        return <Details object={props.object} record={props.record} onSaved={props.onSaved} />;
      case "related":
        return <Related {...common} title={props.record.title} />;
      case "score":
        return <ScoreLines {...common} />;
      case "routing":
        return <RoutingLog {...common} />;
      case "deadlines":
        return <DeadlineList {...common} />;
      case "history":
        return <FieldHistory {...common} />;
      case "audit":
        return <Audit {...common} />;
    }
  };
  return () => (
    <>
      <div class="view-tabs" role="tablist" aria-label={t("sections")}>
        {offered.value.map((part) => (
          <button
            type="button"
            role="tab"
            key={part}
            class={["view-tab", part === chosen.value && "view-tab-on"]}
            aria-selected={part === chosen.value ? "true" : "false"}
            onClick={() => setQuery({ tab: part === "timeline" ? null : part })}
          >
            {t(`tab.${part}`)}
          </button>
        ))}
      </div>
      <div role="tabpanel" key={`${chosen.value} ${props.record.id}`}>{body()}</div>
    </>
  );
}, { name: "RecordParts", props: { object: null, record: null, beat: null, phone: Boolean, onSaved: null } });

export interface SidesProps {
  object: ObjectType;
  record: RecordBody;
  beat: number;
}

export const Sides = defineComponent<SidesProps>((props) => () => {
  const common = { object: props.object.key, id: props.record.id, beat: props.beat };
  const card = (part: Part, body: VNode) => (
    <section class="card" key={part} aria-label={t(`tab.${part}`)}>
      <h2>{t(`tab.${part}`)}</h2>
      {body}
    </section>
  );
  return (
    <>
      {isLead(props.object) && card("deadlines", <DeadlineList key={props.record.id} {...common} />)}
      {isLead(props.object) && card("score", <ScoreLines key={props.record.id} {...common} />)}
      {card("related", <Related key={props.record.id} {...common} title={props.record.title} />)}
    </>
  );
}, { name: "RecordSides", props: { object: null, record: null, beat: null } });
