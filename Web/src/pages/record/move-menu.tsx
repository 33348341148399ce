import { defineComponent } from "vue";
import { QItem, QItemSection, QList, QMenu } from "quasar";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { reachable } from "../../lib/gate.ts";
import type { RecordBody } from "../../lib/records.ts";
import { processOf } from "../../lib/schema.ts";
import { t } from "./words.ts";

export interface MoveMenuProps {
  record: RecordBody;
  onMove: (to: string) => void;
}

/** The stages that the record may be sent to; nothing where there is none. */
export const MoveMenu = defineComponent<MoveMenuProps>((props) => () => {
  const process = processOf(props.record.object);
  if (process === null || !props.record.rights.move) return null;
  const stages = reachable(process, props.record.values[process.field]);
  return stages.length > 0 && (
    <Button icon={icons.moving} label={t("move")}>
      <QMenu autoClose>
        {() => (
          <QList class="user-menu">
            {stages.map((s) => (
              <QItem key={s.key} clickable onClick={() => props.onMove(s.key)}>
                <QItemSection>{s.label}</QItemSection>
              </QItem>
            ))}
          </QList>
        )}
      </QMenu>
    </Button>
  );
}, { name: "MoveMenu", props: { record: null, onMove: null } });
