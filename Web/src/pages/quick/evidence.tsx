import { computed, defineComponent, onUnmounted, ref, watch } from "vue";
import { icons } from "icons";
import { FileButton } from "../../components/file-button.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatBytes } from "../../lib/numbers.ts";
import { shrinkPhoto } from "./photo.ts";
import { t } from "./words.ts";

const MOST = 20 * 1024 * 1024;

export interface EvidencePickProps {
  files: readonly File[];
  onChange: (files: File[]) => void;
}

/** Camera, album or any file; photos are made small before they leave. */
export const EvidencePick = defineComponent<EvidencePickProps>((props) => {
  const busy = ref(false);
  const refused = ref("");
  const pictures = new Map<File, string>();
  const shown = computed(() =>
    props.files.map((file) => {
      if (file.type.startsWith("image/") && !pictures.has(file)) {
        pictures.set(file, URL.createObjectURL(file));
      }
      return { file, url: pictures.get(file) };
    })
  );
  const drop = (file: File) => {
    URL.revokeObjectURL(pictures.get(file) ?? "");
    pictures.delete(file);
  };
  watch(() => props.files, (now) => [...pictures.keys()].filter((f) => !now.includes(f)).forEach(drop));
  onUnmounted(() => [...pictures.keys()].forEach(drop));

  async function add(picked: File[]): Promise<void> {
    busy.value = true;
    const small = await Promise.all(picked.map(shrinkPhoto));
    busy.value = false;
    const large = small.find((f) => f.size > MOST);
    refused.value = large === undefined ? "" : t("tooBig", { name: large.name });
    props.onChange([...props.files, ...small.filter((f) => f.size <= MOST)]);
  }
  const remove = (file: File) => props.onChange(props.files.filter((f) => f !== file));

  return () => (
    <div class="evidence-pick">
      <div class="evidence-buttons">
        <FileButton label={t("camera")} icon={icons.photo_camera} camera loading={busy.value} onPick={add} />
        <FileButton label={t("album")} icon={icons.image} accept="image/*" onPick={add} />
        <FileButton label={t("file")} icon={icons.attach_file} onPick={add} />
      </div>
      {refused.value !== "" && <p class="input-error" role="alert">{refused.value}</p>}
      {shown.value.length > 0 && (
        <ul class="quick-thumbs">
          {shown.value.map(({ file, url }) => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`}>
              {url === undefined ? <Icon path={icons.description} size={28} /> : <img src={url} alt="" />}
              <span class="fine">
                {file.name}
                <small class="muted">{formatBytes(file.size)}</small>
              </span>
              <button
                type="button"
                class="thumb-remove"
                aria-label={t("remove", { name: file.name })}
                onClick={() => remove(file)}
              >
                <Icon path={icons.close} size={18} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}, { name: "EvidencePick", props: { files: null, onChange: null } });
