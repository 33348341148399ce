import type { EChartsOption } from "echarts";
import { say } from "./figures.ts";
import type { Widget } from "./read.ts";

/** A line for each metric; those of another format get an axis of their own at the right. */
export function trendOption({ metrics, trend }: Widget): EChartsOption {
  const formats = [...new Set(metrics.map((m) => m.format))].slice(0, 2);
  return {
    // the last label stands half beyond its point
    grid: { left: 8, right: 32, top: 32, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis" },
    ...(metrics.length > 1 ? { legend: { top: 0, icon: "roundRect" } } : {}),
    xAxis: { type: "category", boundaryGap: false, data: trend.map((p) => p.label) },
    yAxis: formats.map((format, i) => ({
      type: "value",
      splitNumber: 3,
      splitLine: { show: i === 0, lineStyle: { color: "#dbe2e5" } },
      axisLabel: { formatter: (v: number) => say(format, v) },
    })),
    series: metrics.map((m, i) => ({
      type: "line" as const,
      name: m.label,
      yAxisIndex: Math.max(0, formats.indexOf(m.format)),
      symbolSize: 8,
      connectNulls: false,
      ...(metrics.length === 1 ? { areaStyle: { opacity: 0.08 } } : {}),
      data: trend.map((p) => p.values[i] ?? null),
      tooltip: { valueFormatter: (v: unknown) => say(m.format, typeof v === "number" ? v : null) },
    })),
  };
}
