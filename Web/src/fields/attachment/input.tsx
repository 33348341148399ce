import { defineComponent, ref } from "vue";
import { QFile } from "quasar";
import { icons } from "icons";
import { IconButton } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { uploadFile } from "../../lib/files.ts";
import { t } from "../../lib/i18n.ts";
import { formatBytes } from "../../lib/numbers.ts";
import { toastError } from "../../lib/toast.ts";
import { type InputProps, inputProps } from "../contract.ts";
import { readFiles } from "./display.tsx";

/** Files go up as they are chosen; the field holds what has arrived. */
export const AttachmentField = defineComponent<InputProps>((props) => {
  const going = ref<string[]>([]);

  async function add(files: readonly File[]): Promise<void> {
    for (const file of files) {
      going.value = [...going.value, file.name];
      try {
        const stored = await uploadFile(file, file.name);
        props.onChange([...readFiles(props.value), stored]);
      } catch (error) {
        toastError(error);
      } finally {
        going.value = going.value.filter((name) => name !== file.name);
      }
    }
  }
  const remove = (id: number) => props.onChange(readFiles(props.value).filter((f) => f.id !== id));

  return () => (
    <div class="files">
      <QFile
        class="input"
        outlined
        multiple
        modelValue={[]}
        onUpdate:modelValue={(v: readonly File[] | null) => void add(v ?? [])}
        label={props.field.required ? `${props.field.label} *` : props.field.label}
        hint={props.field.help}
        error={Boolean(props.error)}
        errorMessage={props.error ?? ""}
        hideBottomSpace
        disable={props.disabled}
      >
        {{ prepend: () => <Icon path={icons.attach_file} /> }}
      </QFile>
      {readFiles(props.value).map((f) => (
        <div class="file" key={f.id}>
          <span>{f.name}</span>
          <span class="muted num">{formatBytes(f.size)}</span>
          <IconButton
            icon={icons.close}
            label={t("field.removeFile", { name: f.name })}
            disabled={props.disabled}
            onClick={() => remove(f.id)}
          />
        </div>
      ))}
      {going.value.map((name) => (
        <p class="muted" role="status" key={name}>{t("field.uploading", { name })}</p>
      ))}
    </div>
  );
}, { name: "AttachmentField", props: inputProps });
