import { defineComponent, ref, watch } from "vue";
import { Button } from "../../components/button.tsx";
import { DialogFrame } from "../../components/dialog-frame.tsx";
import { RemoteSelect } from "../../components/remote-select.tsx";
import { sayShortly } from "../../lib/explain.ts";
import { t as base } from "../../lib/i18n.ts";
import type { RecordBody, Ref } from "../../lib/records.ts";
import { useSaving } from "../../lib/saving.ts";
import { toast } from "../../lib/toast.ts";
import { t } from "./words.ts";

export interface TransferDialogProps {
  open: boolean;
  record: RecordBody;
  onSaved: (record: RecordBody) => void;
  onClose: () => void;
}

/** Gives the record to somebody else. */
export const TransferDialog = defineComponent<TransferDialogProps>((props) => {
  const to = ref<Ref | null>(null);
  const saving = useSaving(() => props.record.object);
  watch(() => props.open, (open) => {
    if (!open) return;
    to.value = props.record.owner;
    saving.clear();
  });
  async function save(): Promise<void> {
    if (to.value === null) return;
    const record = await saving.save(props.record, { owner: to.value.id });
    if (record === null) return;
    toast(t("transfer.done", { name: to.value.label }));
    props.onSaved(record);
  }
  return () => (
    <DialogFrame
      open={props.open}
      title={t("transfer")}
      detail={t("transfer.detail")}
      onClose={props.onClose}
    >
      {{
        default: () => (
          <RemoteSelect
            object="user"
            label={t("owner")}
            required
            modelValue={to.value}
            error={saving.error.value === null ? null : sayShortly(saving.error.value)}
            onChange={(v) => to.value = v}
          />
        ),
        actions: () => (
          <>
            <Button kind="quiet" label={base("action.cancel")} onClick={props.onClose} />
            <Button
              kind="primary"
              label={base("action.save")}
              disabled={to.value === null || to.value.id === props.record.owner?.id}
              loading={saving.busy.value}
              onClick={() => void save()}
            />
          </>
        ),
      }}
    </DialogFrame>
  );
}, { name: "TransferDialog", props: { open: Boolean, record: null, onSaved: null, onClose: null } });
