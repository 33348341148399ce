import type { VNode } from "vue";
import { StatusChip } from "../../components/status-chip.tsx";
import { writeFilters } from "../../lib/filters.ts";
import { followLink, href } from "../../lib/router.ts";
import type { TeamRow } from "./read.ts";
import { t } from "./words.ts";

const LOW = 0.7;

const touchesOf = ({ user }: TeamRow): string =>
  href("list", { object: "touch" }, {
    view: "-",
    f: writeFilters([{ field: "owner", op: "is", values: [`${user.id}~${user.label}`] }]),
  });

function Share({ share }: { share: number | null }): VNode {
  if (share === null) return <span class="muted">{t("shareNone")}</span>;
  const percent = `${Math.round(share * 100)}%`;
  return share < LOW
    ? (
      <span class="team-share">
        <StatusChip label={t("low")} tone="yellow" /> {percent}
      </span>
    )
    : <span>{percent}</span>;
}

/** The team's week, the most active first; a row opens what the person did. */
export function TeamTable({ rows }: { rows: readonly TeamRow[] }): VNode {
  const most = Math.max(1, ...rows.map((r) => r.effective));
  return (
    <section class="card rows" aria-label={t("team")}>
      <h2 class="rows-head">{t("team")}</h2>
      <table class="team">
        <thead>
          <tr>
            <th scope="col">{t("person")}</th>
            <th scope="col">{t("effective")}</th>
            <th scope="col" class="right">{t("share")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.user.id}>
              <th scope="row">
                <a class="link" href={touchesOf(r)} onClick={followLink}>{r.user.label}</a>
              </th>
              <td>
                <span class="team-bar">
                  <meter min={0} max={most} value={r.effective} aria-hidden="true" />
                  <span class="num">{r.effective}</span>
                </span>
              </td>
              <td class="right num">
                <Share share={r.share} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
