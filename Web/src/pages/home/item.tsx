import { defineComponent } from "vue";
import { QItem, QItemSection, QList, QMenu } from "quasar";
import { icons } from "icons";
import { Button, IconButton } from "../../components/button.tsx";
import { Countdown } from "../../components/countdown.tsx";
import { RecordLink } from "../../components/record-link.tsx";
import { openQuickEntry } from "../../lib/quick.ts";
import { goTo, href } from "../../lib/router.ts";
import type { WorkItem } from "./read.ts";
import { t } from "./words.ts";

export interface WorkRowProps {
  item: WorkItem;
  onFinish: (item: WorkItem) => void;
  onDecide: (item: WorkItem) => void;
}

const log = (i: WorkItem, channel?: string): void =>
  openQuickEntry({ object: i.object, id: i.id, label: i.title, ...(channel ? { channel } : {}) });

/** Dials, and has the entry ready for when the call is over. */
function dial(item: WorkItem): void {
  location.href = `tel:${item.phone}`;
  log(item, "call");
}

function Main({ item, onFinish, onDecide }: WorkRowProps) {
  if (item.kind === "task") {
    return (
      <Button
        icon={icons.check}
        label={t("finish")}
        onClick={() => onFinish(item)}
      />
    );
  }
  switch (item.action) {
    case "call":
      return <Button kind="primary" icon={icons.phone} label={t("call")} onClick={() => dial(item)} />;
    case "record":
      return <Button kind="primary" icon={icons.edit} label={t("record")} onClick={() => log(item)} />;
    case "approve":
      return (
        <Button
          kind="primary"
          icon={icons.how_to_reg}
          label={t("approve")}
          onClick={() => onDecide(item)}
        />
      );
    case "open":
      return (
        <Button
          kind="primary"
          label={t("open")}
          to={href("record", { object: item.object, id: item.id })}
        />
      );
  }
}

/** Who, why it is here, the clock, one main action; a menu for the rest. */
export const WorkRow = defineComponent<WorkRowProps>((props) => {
  const others = (item: WorkItem): [string, () => void][] => [
    [t("open"), () => goTo("record", { object: item.object, id: item.id })],
    ...(item.phone !== null && item.action !== "call"
      ? [[t("call"), () => dial(item)] as [string, () => void]]
      : []),
    ...(item.action !== "record" && item.kind !== "task"
      ? [[t("record"), () => log(item)] as [string, () => void]]
      : []),
  ];
  return () => {
    const { item } = props;
    return (
      <li class={["work-row", item.urgent && "urgent"]}>
        <div class="work-text">
          <RecordLink object={item.object} id={item.id} label={item.title} />
          <p class="muted">{item.why}</p>
          {item.due !== null && <Countdown deadline={item.due} />}
        </div>
        <Main item={item} onFinish={props.onFinish} onDecide={props.onDecide} />
        <IconButton icon={icons.more_vert} label={t("moreOf", { name: item.title })}>
          <QMenu anchor="bottom right" self="top right" autoClose>
            {() => (
              <QList class="user-menu">
                {others(item).map(([label, act]) => (
                  <QItem clickable key={label} onClick={act}>
                    <QItemSection>{label}</QItemSection>
                  </QItem>
                ))}
              </QList>
            )}
          </QMenu>
        </IconButton>
      </li>
    );
  };
}, { name: "WorkRow", props: { item: null, onFinish: null, onDecide: null } });
