import { defineComponent, type VNode } from "vue";
import { say } from "./figures.ts";
import { type Drill, drillOf, type WidgetProps, widgetProps } from "./open.ts";
import type { Group, Metric } from "./read.ts";
import { t } from "./words.ts";

export interface BarProps {
  row: Group;
  metrics: readonly Metric[];
  most: number;
  /** What stands before the label. */
  place?: string;
  onDrill: (drill: Drill) => void;
}

const width = (value: number | null, most: number): string =>
  `${most <= 0 ? 0 : Math.max(value === null || value <= 0 ? 0 : 1.5, (value ?? 0) / most * 100)}%`;

/** One group: its name, its bar, its numbers; a tap shows the records. */
export function Bar({ row, metrics, most, place, onDrill }: BarProps): VNode | null {
  const main = metrics[0];
  if (main === undefined) return null;
  const value = row.values[0] ?? null;
  return (
    <button
      type="button"
      class="bar-row"
      aria-label={t("showRecords", { label: row.label, value: say(main.format, value) })}
      onClick={() => onDrill(drillOf(main, row))}
    >
      {place !== undefined && <span class="bar-place num">{place}</span>}
      <span class="bar-label">{row.label || "–"}</span>
      <span class="bar-track">
        <span class={["bar-fill", row.lost && "lost"]} style={{ width: width(value, most) }} />
      </span>
      <span class="bar-value num">
        {value === null && row.note !== "" ? row.note : say(main.format, value)}
        {metrics.slice(1).map((m, i) => (
          <small class="muted" key={m.key}>{say(m.format, row.values[i + 1] ?? null)}</small>
        ))}
      </span>
    </button>
  );
}

export const mostOf = (rows: readonly Group[]): number => Math.max(0, ...rows.map((r) => r.values[0] ?? 0));

/** Bars, one a group; the largest fills its track. */
export const BarWidget = defineComponent<WidgetProps>((props) => () => {
  const { rows, metrics, more } = props.widget;
  return (
    <div class="bars">
      {metrics.length > 1 && <p class="fine muted bars-legend">{metrics.map((m) => m.label).join(" / ")}</p>}
      {rows.length === 0 && <p class="muted">{t("noRows")}</p>}
      {rows.map((row) => (
        <Bar key={row.key} row={row} metrics={metrics} most={mostOf(rows)} onDrill={props.onDrill} />
      ))}
      {more > 0 && <p class="fine muted">{t("moreRows", { n: more })}</p>}
    </div>
  );
}, { name: "BarWidget", props: widgetProps });
