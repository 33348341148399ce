import { defineComponent } from "vue";
import { say } from "./figures.ts";
import { drillOf, type WidgetProps, widgetProps } from "./open.ts";
import { t } from "./words.ts";

/** Groups by metrics; each cell opens the records behind it. */
export const TableWidget = defineComponent<WidgetProps>((props) => () => {
  const { rows, metrics, more } = props.widget;
  if (rows.length === 0) return <p class="muted">{t("noRows")}</p>;
  return (
    <div class="board-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("group")}</th>
            {metrics.map((m) => <th scope="col" class="right" key={m.key}>{m.label}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label || "–"}</th>
              {metrics.map((m, i) => {
                const value = say(m.format, row.values[i] ?? null);
                return (
                  <td class="right num" key={m.key}>
                    <button
                      type="button"
                      class="cell-number"
                      aria-label={t("showRecords", { label: `${row.label} ${m.label}`, value })}
                      onClick={() => props.onDrill(drillOf(m, row))}
                    >
                      {value}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="fine muted">{t("moreRows", { n: more })}</p>}
    </div>
  );
}, { name: "TableWidget", props: widgetProps });
