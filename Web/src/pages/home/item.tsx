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

/** A link that dials; the entry is ready for when the call is over. */
const dialing = (item: WorkItem) => ({ to: `tel:${item.phone}`, onClick: () => log(item, "call") });

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
      return <Button kind="primary" icon={icons.phone} label={t("call")} {...dialing(item)} />;
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
  const more = (label: string, act: () => void, href?: string) => (
    <QItem clickable key={label} href={href} onClick={act}>
      <QItemSection>{label}</QItemSection>
    </QItem>
  );
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
                {more(t("open"), () => goTo("record", { object: item.object, id: item.id }))}
                {item.phone !== null && item.action !== "call" &&
                  more(t("call"), () => log(item, "call"), `tel:${item.phone}`)}
                {item.action !== "record" && item.kind !== "task" && more(t("record"), () => log(item))}
              </QList>
            )}
          </QMenu>
        </IconButton>
      </li>
    );
  };
}, { name: "WorkRow", props: { item: null, onFinish: null, onDecide: null } });
