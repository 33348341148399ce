import type { FieldModule } from "../contract.ts";
import { icons } from "icons";
import { Icon } from "../../components/icon.tsx";
import { fileUrl, type StoredFile } from "../../lib/files.ts";
import { t } from "../../lib/i18n.ts";
import { formatBytes } from "../../lib/numbers.ts";

export function readFiles(value: unknown): StoredFile[] {
  if (!Array.isArray(value)) return [];
  return value.filter((f): f is StoredFile =>
    typeof f === "object" && f !== null && typeof f.id === "number" && typeof f.name === "string"
  );
}

export const attachment: FieldModule = {
  align: "left",
  text: (value) => readFiles(value).map((f) => f.name).join(t("list.separator")),
  show: (value) => (
    <span class="chips">
      {readFiles(value).map((f) => (
        <a class="chip tone-grey" key={f.id} href={fileUrl(f.id)} target="_blank" rel="noopener">
          <Icon path={icons.attach_file} size={14} />
          {f.name}
          <span class="muted">{formatBytes(f.size)}</span>
        </a>
      ))}
    </span>
  ),
};
