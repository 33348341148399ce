import { defineComponent, onMounted, onUnmounted, ref, shallowRef, watch } from "vue";
import type { EChartsInstance, EChartsOption } from "echarts";
import { locale } from "../lib/i18n.ts";
import { ErrorState } from "./states.tsx";

export interface ChartProps {
  option: EChartsOption;
  /** What the picture shows, for screen readers: title and main number. */
  label: string;
  /** In pixels; 280 when not told. */
  height?: number;
  /** A part was clicked: show the records behind it. */
  onPick?: (part: { name: string; value: unknown; dataIndex: number }) => void;
}

/** Colours that stay apart for colour-blind eyes, the accent first. */
export const palette = ["#0f6674", "#d08a1d", "#5b6fb5", "#4d9a63", "#b3544b", "#8b6aa8"];
const font = { fontFamily: getComputedStyle(document.body).fontFamily };

/** ECharts: 300 kB, so it loads with the first picture. Tooltips as rich text, since the CSP has no inline styles. */
export const Chart = defineComponent<ChartProps>((props) => {
  const box = ref<HTMLElement>();
  const failed = shallowRef<unknown>(null);
  const ready = ref(false);
  let chart: EChartsInstance | null = null;
  let observer: ResizeObserver | null = null;
  let gone = false;

  function draw(): void {
    const { tooltip, ...rest } = props.option;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    chart?.setOption({
      color: palette,
      textStyle: font,
      aria: { enabled: true },
      ...(rest.xAxis === undefined
        ? {}
        : { grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true } }),
      ...(still ? { animation: false } : {}),
      ...rest,
      ...(tooltip === undefined ? {} : { tooltip: { renderMode: "richText", confine: true, ...tooltip } }),
    }, true);
  }

  async function start(): Promise<void> {
    failed.value = null;
    try {
      const { echarts } = await import("echarts");
      if (gone || box.value === undefined) return;
      chart = echarts.init(box.value, null, { locale: locale.value === "en" ? "EN" : "ZH" });
      chart.on("click", ({ name, value, dataIndex }) => props.onPick?.({ name, value, dataIndex }));
      draw();
      ready.value = true;
      observer = new ResizeObserver(() => chart?.resize());
      observer.observe(box.value);
    } catch (error) {
      failed.value = error;
    }
  }

  onMounted(start);
  watch(() => props.option, draw);
  onUnmounted(() => {
    gone = true;
    observer?.disconnect();
    chart?.dispose();
  });

  return () =>
    failed.value !== null
      ? <ErrorState error={failed.value} retry={() => location.reload()} />
      : (
        <div class="chart" style={{ height: `${props.height ?? 280}px` }} role="img" aria-label={props.label}>
          <div class="chart-canvas" ref={box} />
          {!ready.value && <div class="chart-wait" />}
        </div>
      );
}, { name: "Chart", props: { option: null, label: null, height: null, onPick: null } });
