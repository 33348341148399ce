import { computed, defineComponent } from "vue";
import { Chart } from "../../components/chart.tsx";
import { say } from "./figures.ts";
import { type WidgetProps, widgetProps } from "./open.ts";
import { trendOption } from "./trend-option.ts";
import { t } from "./words.ts";

/** Lines over the last periods; a point shows its records. Too few periods are said, not drawn. */
export const TrendWidget = defineComponent<WidgetProps>((props) => {
  const option = computed(() => trendOption(props.widget));
  const drawn = computed(() => props.widget.trend.filter((p) => p.values.some((v) => v !== null)).length);
  function pick(index: number): void {
    const metric = props.widget.metrics[0], point = props.widget.trend[index];
    if (metric && point) props.onDrill({ metric, period: point.period, part: point.label });
  }
  return () => {
    const metric = props.widget.metrics[0];
    if (metric === undefined || drawn.value < 2) {
      return <p class="muted">{props.widget.note || metric?.note || t("noRows")}</p>;
    }
    const last = props.widget.trend.at(-1)?.values[0] ?? null;
    return (
      <Chart
        option={option.value}
        height={260}
        label={t("trendLabel", { label: metric.label, value: say(metric.format, last) })}
        onPick={({ dataIndex }) => pick(dataIndex)}
      />
    );
  };
}, { name: "TrendWidget", props: widgetProps });
