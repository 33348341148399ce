import { defineComponent } from "vue";
import { Big, Comparisons } from "./number.tsx";
import { type WidgetProps, widgetProps } from "./open.ts";
import { t } from "./words.ts";

/** Half a circle of radius 40, as long as a share of 0 … 1. */
const LENGTH = Math.PI * 40;

/** A share on a half circle, with a mark where the team stands. */
export const GaugeWidget = defineComponent<WidgetProps>((props) => () => {
  const metric = props.widget.metrics[0];
  if (metric === undefined) return null;
  const share = Math.min(1, Math.max(0, (metric.value ?? 0) / 10_000));
  const average = metric.average === null ? null : Math.min(1, Math.max(0, metric.average / 10_000));
  const angle = Math.PI * (1 - (average ?? 0));
  return (
    <div class="gauge">
      <div class="gauge-dial">
        <svg viewBox="0 0 100 54" aria-hidden="true">
          <path d="M10 50A40 40 0 0 1 90 50" class="gauge-track" />
          <path
            d="M10 50A40 40 0 0 1 90 50"
            class="gauge-value"
            stroke-dasharray={`${share * LENGTH} ${LENGTH}`}
          />
          {average !== null && (
            <path
              class="gauge-mark"
              d={`M${50 + 33 * Math.cos(angle)} ${50 - 33 * Math.sin(angle)}L${50 + 47 * Math.cos(angle)} ${
                50 - 47 * Math.sin(angle)
              }`}
            />
          )}
        </svg>
        <Big metric={metric} onDrill={props.onDrill} />
      </div>
      <Comparisons metric={metric} />
      {props.widget.rank !== null && <p class="delta muted">{t("rank", props.widget.rank)}</p>}
    </div>
  );
}, { name: "GaugeWidget", props: widgetProps });
