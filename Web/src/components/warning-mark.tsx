import type { VNode } from "vue";
import { icons } from "icons";
import { words } from "../lib/i18n.ts";
import type { Warning } from "../lib/records.ts";
import { Icon } from "./icon.tsx";

const t = words({ red: "红色预警", yellow: "黄色预警" }, { red: "Red warning", yellow: "Yellow warning" });

/** Colour, sign and word; the cause is its tooltip. */
export function WarningMark({ warning }: { warning: Warning }): VNode {
  return (
    <span class={`chip tone-${warning.level}`} title={warning.reason}>
      <Icon path={warning.level === "red" ? icons.error : icons.warning} size={14} />
      {t(warning.level)}
    </span>
  );
}
