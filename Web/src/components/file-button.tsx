import { defineComponent, ref } from "vue";
import { Button } from "./button.tsx";

export interface FileButtonProps {
  label: string;
  icon?: string;
  kind?: "primary" | "plain" | "quiet";
  /** Opens the camera on phones. */
  camera?: boolean;
  accept?: string;
  loading?: boolean;
  onPick: (files: File[]) => void;
}

/** A button that lets the user choose files, or take a photo. */
export const FileButton = defineComponent<FileButtonProps>((props) => {
  const input = ref<HTMLInputElement>();
  function changed(): void {
    const files = [...input.value?.files ?? []];
    if (input.value) input.value.value = ""; // the same file may be chosen again
    if (files.length > 0) props.onPick(files);
  }
  return () => (
    <>
      <Button
        kind={props.kind}
        icon={props.icon}
        label={props.label}
        loading={props.loading}
        onClick={() => input.value?.click()}
      />
      <input
        ref={input}
        type="file"
        class="visually-hidden"
        tabIndex={-1}
        aria-label={props.label}
        accept={props.camera ? "image/*" : props.accept ?? ""}
        {...(props.camera ? { capture: "environment" } : {})}
        onChange={changed}
      />
    </>
  );
}, {
  name: "FileButton",
  props: {
    label: null,
    icon: null,
    kind: null,
    camera: Boolean,
    accept: null,
    loading: Boolean,
    onPick: null,
  },
});
