import { type Component, defineComponent } from "vue";
import { icons } from "icons";
import { IconButton } from "../../components/button.tsx";
import { BarWidget } from "./bars.tsx";
import { FunnelWidget } from "./funnel.tsx";
import { GaugeWidget } from "./gauge.tsx";
import { NumberWidget } from "./number.tsx";
import { type WidgetProps, widgetProps } from "./open.ts";
import { RankingWidget } from "./ranking.tsx";
import type { Style } from "./read.ts";
import { TableWidget } from "./table.tsx";
import { TrendWidget } from "./trend.tsx";
import { t } from "./words.ts";

/** A style without a picture does not compile. */
const pictures: Readonly<Record<Style, Component<WidgetProps>>> = {
  number: NumberWidget,
  gauge: GaugeWidget,
  trend: TrendWidget,
  ranking: RankingWidget,
  funnel: FunnelWidget,
  bar: BarWidget,
  table: TableWidget,
};

/** Title, 为什么, and the picture of its style. */
export const WidgetCard = defineComponent<WidgetProps>((props) => () => {
  const { widget, board } = props;
  const Picture = pictures[widget.style];
  const main = widget.metrics[0];
  return (
    <section class={`card widget w${widget.width} widget-${widget.style}`} aria-label={widget.label}>
      <header class="widget-head">
        <h2>{widget.label}</h2>
        {main !== undefined && (
          <IconButton
            icon={icons.help_outline}
            label={t("whyOf", { label: widget.label })}
            onClick={() => props.onWhy(main)}
          />
        )}
      </header>
      {main === undefined
        ? <p class="muted">{widget.note}</p>
        : <Picture widget={widget} board={board} onDrill={props.onDrill} onWhy={props.onWhy} />}
      {main !== undefined && widget.note !== "" && widget.style !== "trend" && (
        <p class="fine muted">{widget.note}</p>
      )}
    </section>
  );
}, { name: "WidgetCard", props: widgetProps });
