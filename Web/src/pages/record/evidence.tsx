import { computed, defineComponent, ref } from "vue";
import { icons } from "icons";
import { DialogFrame } from "../../components/dialog-frame.tsx";
import { FileButton } from "../../components/file-button.tsx";
import { SelectInput } from "../../components/select-input.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { api } from "../../lib/api.ts";
import { uploadFile } from "../../lib/files.ts";
import { type RecordBody, recordPath } from "../../lib/records.ts";
import { processOf } from "../../lib/schema.ts";
import { useAct } from "../../lib/store.ts";
import { toast, toastError } from "../../lib/toast.ts";
import { t } from "./words.ts";

export interface EvidenceDialogProps {
  open: boolean;
  record: RecordBody;
  onDone: () => void;
  onClose: () => void;
}

/** A file that proves something: its kind, then camera, album or files. */
export const EvidenceDialog = defineComponent<EvidenceDialogProps>((props) => {
  const kinds = computed(() => {
    const all = (processOf(props.record.object)?.stages ?? []).flatMap((s) => s.evidence);
    const known = new Map(all.map((e) => [e.key, e.label]));
    return [...known, ["other", t("evidence.other")] as const].map(([value, label]) => ({ value, label }));
  });
  const kind = ref<string | null>(null);
  const note = ref("");
  const chosen = () => kind.value ?? kinds.value[0]?.value ?? "other";

  const sending = useAct(async (files: File[]) => {
    const path = `${recordPath(props.record.object, props.record.id)}/evidence`;
    for (const file of files) {
      const { id } = await uploadFile(file, file.name);
      const said = note.value.trim();
      await api.post(path, { kind: chosen(), file_id: id, ...(said === "" ? {} : { note: said }) });
      toast(t("evidence.done", { name: file.name }));
    }
    return true;
  });
  async function send(files: File[]): Promise<void> {
    const sent = await sending.run(files);
    if (sending.error.value !== null) toastError(sending.error.value);
    if (sent !== true) return;
    note.value = "";
    props.onDone();
  }

  return () => (
    <DialogFrame open={props.open} title={t("evidence")} detail={props.record.title} onClose={props.onClose}>
      {{
        default: () => (
          <div class="form-stack">
            <SelectInput
              label={t("evidence.kind")}
              required
              options={kinds.value}
              modelValue={chosen()}
              onChange={(v) => kind.value = v}
            />
            <TextInput
              label={t("evidence.note")}
              modelValue={note.value}
              onChange={(v) =>
                note.value = v}
            />
          </div>
        ),
        actions: () => (
          <>
            <FileButton
              camera
              icon={icons.photo_camera}
              label={t("evidence.camera")}
              loading={sending.busy.value}
              onPick={(f) => void send(f)}
            />
            <FileButton
              kind="primary"
              icon={icons.upload_file}
              label={t("evidence.file")}
              loading={sending.busy.value}
              onPick={(f) =>
                void send(f)}
            />
          </>
        ),
      }}
    </DialogFrame>
  );
}, { name: "EvidenceDialog", props: { open: Boolean, record: null, onDone: null, onClose: null } });
