import { defineComponent, ref } from "vue";
import { QItem, QItemSection, QList, QMenu, useQuasar } from "quasar";
import { icons } from "icons";
import { Button, IconButton } from "../../components/button.tsx";
import { RecordDialog } from "../../components/record-dialog.tsx";
import { isEmpty } from "../../fields/contract.ts";
import { api } from "../../lib/api.ts";
import { openQuickEntry } from "../../lib/quick.ts";
import { type RecordBody, recordPath } from "../../lib/records.ts";
import { back, href } from "../../lib/router.ts";
import { conversionOf, type ObjectType } from "../../lib/schema.ts";
import { ask, toast, toastError } from "../../lib/toast.ts";
import { ConvertDialog } from "./convert.tsx";
import { EvidenceDialog } from "./evidence.tsx";
import { MoveMenu } from "./move-menu.tsx";
import { TransferDialog } from "./transfer.tsx";
import { t } from "./words.ts";

export interface ActionsProps {
  object: ObjectType;
  record: RecordBody;
  onMove: (to: string) => void;
  /** The record as it is now; null: read it again. */
  onChanged: (record: RecordBody | null) => void;
}

type Open = "edit" | "evidence" | "convert" | "transfer" | null;

/** A number that a phone can dial; a masked one is not. */
export function phoneOf(object: ObjectType, record: RecordBody): string | null {
  for (const field of object.fields) {
    const value = record.values[field.key];
    if (field.type === "phone" && typeof value === "string" && /^[+\d][\d\s-]{4,}$/.test(value)) return value;
  }
  return null;
}

/** The main things to do with a record; the rest behind “更多操作”. */
export const Actions = defineComponent<ActionsProps>((props) => {
  const { screen } = useQuasar();
  const open = ref<Open>(null);
  const close = () => open.value = null;
  const done = (record: RecordBody | null) => {
    close();
    props.onChanged(record);
  };
  async function remove(): Promise<void> {
    const { record } = props;
    if (!await ask(t("delete"), t("delete.ask", { name: record.title }))) return;
    try {
      await api.delete(recordPath(record.object, record.id), { ifMatch: `"${record.version}"` });
      toast(t("delete.done", { name: record.title }));
      back(href("list", { object: record.object }));
    } catch (error) {
      toastError(error);
    }
  }
  const item = (label: string, act: () => void) => (
    <QItem clickable onClick={act}>
      <QItemSection>{label}</QItemSection>
    </QItem>
  );
  const more = () => {
    const { rights } = props.record;
    return (rights.write || rights.delete) && (
      <IconButton icon={icons.more_vert} label={t("more")}>
        <QMenu autoClose anchor="bottom right" self="top right">
          {() => (
            <QList class="user-menu">
              {rights.write && item(t("edit"), () => open.value = "edit")}
              {rights.write && item(t("evidence"), () => open.value = "evidence")}
              {rights.write && item(t("transfer"), () => open.value = "transfer")}
              {rights.delete && item(t("delete"), () => void remove())}
            </QList>
          )}
        </QMenu>
      </IconButton>
    );
  };
  const dialogs = () => {
    const { record, object } = props;
    return (
      <>
        <RecordDialog
          object={object}
          row={record}
          open={open.value === "edit"}
          onSaved={done}
          onClose={close}
        />
        <EvidenceDialog
          record={record}
          open={open.value === "evidence"}
          onDone={() => done(null)}
          onClose={close}
        />
        <TransferDialog record={record} open={open.value === "transfer"} onSaved={done} onClose={close} />
        <ConvertDialog
          record={record}
          open={open.value === "convert"}
          onDone={() => props.onChanged(null)}
          onClose={close}
        />
      </>
    );
  };

  return () => {
    const { record, object } = props;
    const phone = phoneOf(object, record);
    const context = { object: record.object, id: record.id, label: record.title };
    return (
      <div class="record-actions">
        <Button kind="primary" icon={icons.edit} label={t("touch")} onClick={() => openQuickEntry(context)} />
        {phone !== null && (
          <Button
            icon={icons.call}
            label={t("call")}
            ariaLabel={`${t("call")} ${phone}`}
            to={`tel:${phone.replace(/[\s-]/g, "")}`}
          />
        )}
        <MoveMenu record={record} onMove={props.onMove} />
        {record.rights.convert && conversionOf(record.object) !== null &&
          isEmpty(record.values.converted_at) && (
          <Button
            icon={icons.call_split}
            label={t("convert")}
            onClick={() => open.value = "convert"}
          />
        )}
        {record.rights.write && !screen.lt.lg && (
          <Button
            icon={icons.upload_file}
            label={t("evidence")}
            onClick={() => open.value = "evidence"}
          />
        )}
        {more()}
        {dialogs()}
      </div>
    );
  };
}, { name: "RecordActions", props: { object: null, record: null, onMove: null, onChanged: null } });
