import type { Board, Group, Metric, Widget } from "./read.ts";

/** What a tap on a number asks to see. */
export interface Drill {
  metric: Metric;
  /** The board's period when not told. */
  period?: string;
  group?: string;
  /** In words: the group, or the time. */
  part?: string;
}

/** What a widget is drawn from. */
export interface WidgetProps {
  widget: Widget;
  board: Board;
  onDrill: (drill: Drill) => void;
  onWhy: (metric: Metric) => void;
}

export const widgetProps = { widget: null, board: null, onDrill: null, onWhy: null };

/** The drill-down of one group's number. */
export const drillOf = (metric: Metric, row: Group): Drill => ({
  metric,
  part: row.label,
  ...(row.drill === null ? {} : { group: row.drill }),
  ...(row.period === null ? {} : { period: row.period }),
});
