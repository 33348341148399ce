import { defineComponent, ref } from "vue";
import { icons } from "icons";
import { api } from "../../lib/api.ts";
import { uploadFile } from "../../lib/files.ts";
import type { GateItem } from "../../lib/gate.ts";
import { openQuickEntry } from "../../lib/quick.ts";
import { type RecordBody, recordPath } from "../../lib/records.ts";
import { fieldOf } from "../../lib/schema.ts";
import { useAct } from "../../lib/store.ts";
import { toast, toastError } from "../../lib/toast.ts";
import { Button } from "../button.tsx";
import { type CellEditing, CellEditor } from "../cell-editor.tsx";
import { FileButton } from "../file-button.tsx";
import { Icon } from "../icon.tsx";
import { t } from "./words.ts";

export interface GateLineProps {
  record: RecordBody;
  item: GateItem;
  /** Something was fulfilled: check again. */
  onDone: (record: RecordBody | null) => void;
}

const EVIDENCE: readonly string[] = ["gate.evidence", "gate.obstacle_evidence"];
/** Answered in the dialog of the move, not on the record. */
const ASKED: readonly string[] = ["obstacle", "reason"];

/** One line of the tick list, with the way to fulfil it. */
export const GateLine = defineComponent<GateLineProps>((props) => {
  const editing = ref<CellEditing | null>(null);
  const sending = useAct(async (files: File[]) => {
    for (const file of files) {
      const { id } = await uploadFile(file, file.name);
      const path = `${recordPath(props.record.object, props.record.id)}/evidence`;
      await api.post(path, { kind: props.item.kind, file_id: id });
      toast(t("uploaded", { name: file.name }));
    }
  });
  async function send(files: File[]): Promise<void> {
    await sending.run(files);
    if (sending.error.value !== null) toastError(sending.error.value);
    props.onDone(null);
  }

  const action = () => {
    const { item, record } = props;
    if (item.met) return null;
    if (EVIDENCE.includes(item.code)) {
      return (
        <>
          <FileButton
            kind="quiet"
            camera
            icon={icons.photo_camera}
            label={t("camera")}
            loading={sending.busy.value}
            onPick={(f) => void send(f)}
          />
          <FileButton
            icon={icons.upload_file}
            label={t("upload")}
            loading={sending.busy.value}
            onPick={(f) => void send(f)}
          />
        </>
      );
    }
    if (item.kind === "touch.recorded") {
      const context = { object: record.object, id: record.id, label: record.title };
      return <Button icon={icons.edit} label={t("log")} onClick={() => openQuickEntry(context)} />;
    }
    const field = item.field === null ? null : fieldOf(record.object, item.field);
    if (field === null || ASKED.includes(field.key) || !record.rights.write) return null;
    const open = (e: Event) =>
      editing.value = {
        row: record,
        field: { ...field, required: true },
        target: e.currentTarget as HTMLElement,
      };
    return <Button icon={icons.edit} label={t("fill")} onClick={open} />;
  };

  return () => {
    const { item } = props;
    return (
      <li class={["gate-line", item.met && "gate-met", !item.blocking && "gate-advice"]}>
        <Icon
          path={item.met ? icons.check_circle : icons.radio_button_unchecked}
          size={22}
          label={t(item.met ? "met" : item.blocking ? "missing" : "advice")}
        />
        <span class="gate-text">
          {item.text}
          {!item.met && item.mend && <small class="muted">{item.mend}</small>}
        </span>
        <span class="gate-action">{action()}</span>
        <CellEditor
          object={props.record.object}
          editing={editing.value}
          onClose={() => editing.value = null}
          onSaved={(record) => {
            editing.value = null;
            props.onDone(record);
          }}
        />
      </li>
    );
  };
}, { name: "GateLine", props: { record: null, item: null, onDone: null } });
