import { computed, defineComponent, ref } from "vue";
import { Button } from "../../components/button.tsx";
import { t as home } from "../home/words.ts";
import { Bar, mostOf } from "./bars.tsx";
import { say } from "./figures.ts";
import { type WidgetProps, widgetProps } from "./open.ts";
import { t } from "./words.ts";

const FIRST = 10;

/** People in order, with the team's average. */
export const RankingWidget = defineComponent<WidgetProps>((props) => {
  const all = ref(false);
  const shown = computed(() => all.value ? props.widget.rows : props.widget.rows.slice(0, FIRST));
  return () => {
    const { rows, metrics, rank } = props.widget;
    const main = metrics[0];
    return (
      <div class="bars">
        <p class="fine muted bars-legend">
          {[
            rank === null ? "" : t("rank", rank),
            main && main.average !== null ? t("average", { value: say(main.format, main.average) }) : "",
            metrics.length > 1 ? metrics.map((m) => m.label).join(" / ") : "",
          ].filter((s) => s !== "").join(" · ")}
        </p>
        {rows.length === 0 && <p class="muted">{t("noRows")}</p>}
        {shown.value.map((row) => (
          <Bar
            key={row.key}
            row={row}
            metrics={metrics}
            most={mostOf(rows)}
            place={row.rank === null ? "–" : String(row.rank)}
            onDrill={props.onDrill}
          />
        ))}
        {rows.length > FIRST && (
          <Button
            kind="quiet"
            wide
            label={all.value ? home("fewer") : home("rest", { n: rows.length - FIRST })}
            onClick={() => all.value = !all.value}
          />
        )}
      </div>
    );
  };
}, { name: "RankingWidget", props: widgetProps });
