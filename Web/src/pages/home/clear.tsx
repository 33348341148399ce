import type { VNode } from "vue";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/states.tsx";
import { openQuickEntry } from "../../lib/quick.ts";
import { href } from "../../lib/router.ts";
import type { Workbench } from "./read.ts";
import { t } from "./words.ts";

/** Nothing to do: says so, and offers the best next customer with the reason. */
export function AllClear({ next }: { next: Workbench["suggestion"] }): VNode {
  if (next === null) {
    return (
      <EmptyState icon={icons.task_alt} title={t("clearTitle")} detail={t("clearNone")}>
        <Button kind="primary" label={t("leads")} to={href("list", { object: "lead" })} />
      </EmptyState>
    );
  }
  const log = (channel?: string): void =>
    openQuickEntry({ object: next.object, id: next.id, label: next.title, ...(channel ? { channel } : {}) });
  return (
    <EmptyState
      icon={icons.task_alt}
      title={t("clearTitle")}
      detail={`${t("clearDetail")}${next.title}（${next.why}）`}
    >
      {next.phone === null
        ? <Button kind="primary" icon={icons.edit} label={t("record")} onClick={() => log()} />
        : (
          <Button
            kind="primary"
            icon={icons.phone}
            label={t("call")}
            to={`tel:${next.phone}`}
            onClick={() => log("call")}
          />
        )}
      <Button label={t("open")} to={href("record", { object: next.object, id: next.id })} />
    </EmptyState>
  );
}
