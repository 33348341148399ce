import { defineComponent } from "vue";
import { say } from "./figures.ts";
import { drillOf, type WidgetProps, widgetProps } from "./open.ts";
import type { Group } from "./read.ts";
import { t } from "./words.ts";

const share = (row: Group, most: number): string =>
  `${most === 0 ? 0 : Math.max(2, (row.reached ?? row.values[0] ?? 0) / most * 100)}%`;

/** Stages in order: how many stand there, how many came this far, what share went on. */
export const FunnelWidget = defineComponent<WidgetProps>((props) => () => {
  const { rows, metrics } = props.widget;
  const main = metrics[0];
  if (main === undefined) return null;
  const path = rows.filter((r) => !r.lost);
  const most = Math.max(0, ...path.map((r) => r.reached ?? r.values[0] ?? 0));
  return (
    <ol class="funnel">
      {path.map((row) => (
        <li key={row.key}>
          <button
            type="button"
            class="funnel-row"
            aria-label={t("showRecords", {
              label: row.label,
              value: say(main.format, row.values[0] ?? null),
            })}
            onClick={() => props.onDrill(drillOf(main, row))}
          >
            <span class="funnel-label">{row.label}</span>
            <span class="funnel-lane">
              <span class="funnel-fill" style={{ width: share(row, most) }} />
            </span>
            <span class="bar-value num">
              {say(main.format, row.values[0] ?? null)}
              {metrics.slice(1).map((m, i) => (
                <small class="muted" key={m.key}>{say(m.format, row.values[i + 1] ?? null)}</small>
              ))}
            </span>
          </button>
          {(row.reached !== null || row.passRate !== null) && (
            <p class="fine muted funnel-pass">
              {[
                row.reached === null ? "" : t("reached", { n: row.reached }),
                row.passRate === null ? "" : t("pass", { p: say("percent", row.passRate) }),
              ].filter((s) => s !== "").join(" · ")}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}, { name: "FunnelWidget", props: widgetProps });
