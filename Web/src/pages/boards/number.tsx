import { defineComponent, type VNode } from "vue";
import { icons } from "icons";
import { Icon } from "../../components/icon.tsx";
import { type Change, compare, say, sayExactly, sparkPath } from "./figures.ts";
import { type Drill, type WidgetProps, widgetProps } from "./open.ts";
import type { Metric, Widget } from "./read.ts";
import { t } from "./words.ts";

const arrows = { up: icons.arrow_upward, down: icons.arrow_downward, same: icons.trending_flat };

function Delta({ change, against }: { change: Change | null; against: string }): VNode {
  const tone = change?.good === true ? "good" : change?.good === false ? "bad" : "even";
  return (
    <p class="delta">
      {change !== null && (
        <span class={`delta-${tone}`}>
          <Icon path={arrows[change.direction]} size={16} />
          {change.words}
          {change.good !== null && <small>{` ${t(change.good ? "better" : "worse")}`}</small>}
        </span>
      )}
      <span class="muted">{against}</span>
    </p>
  );
}

/** The number as a button that shows its records; what must be said beside it. */
export function Big({ metric, onDrill }: { metric: Metric; onDrill: (drill: Drill) => void }): VNode {
  const value = say(metric.format, metric.value);
  return (
    <button
      type="button"
      class="big"
      title={sayExactly(metric.format, metric.value)}
      aria-label={t("showRecords", { label: metric.label, value })}
      onClick={() => onDrill({ metric })}
    >
      {metric.value === null && metric.note !== ""
        ? <strong class="thin">{metric.note}</strong>
        : <strong class="num">{value}</strong>}
    </button>
  );
}

function Spark({ widget }: { widget: Widget }): VNode | null {
  const path = sparkPath(widget.trend.map((p) => p.values[0] ?? null));
  return path === ""
    ? null
    : (
      <svg class="spark" viewBox="-1 0 102 28" preserveAspectRatio="none" role="img" aria-label={t("spark")}>
        <path
          d={path}
          fill="none"
          stroke="currentColor"
          stroke-width="2"
          vector-effect="non-scaling-stroke"
        />
      </svg>
    );
}

export function Comparisons({ metric }: { metric: Metric }): VNode {
  return (
    <>
      {metric.previous !== null && (
        <Delta
          change={compare(metric, metric.previous)}
          against={t("previous", { value: say(metric.format, metric.previous) })}
        />
      )}
      {metric.average !== null && (
        <p class="delta muted">{t("average", { value: say(metric.format, metric.average) })}</p>
      )}
      {metric.note !== "" && metric.value !== null && <p class="delta muted">{metric.note}</p>}
    </>
  );
}

/** Big number, small trend, comparison with the period before and the team. */
export const NumberWidget = defineComponent<WidgetProps>((props) => () => (
  <>
    {props.widget.metrics.map((m, i) => (
      <div class="figure" key={m.key}>
        {i > 0 && <p class="muted fine">{m.label}</p>}
        <div class="figure-head">
          <Big metric={m} onDrill={props.onDrill} />
          {i === 0 && <Spark widget={props.widget} />}
        </div>
        <Comparisons metric={m} />
      </div>
    ))}
    {props.widget.rank !== null && <p class="delta muted">{t("rank", props.widget.rank)}</p>}
  </>
), { name: "NumberWidget", props: widgetProps });
