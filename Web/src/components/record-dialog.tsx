import { defineComponent } from "vue";
import { Problem } from "../lib/api.ts";
import { sayShortly } from "../lib/explain.ts";
import { t as base, words } from "../lib/i18n.ts";
import type { RecordBody, Row } from "../lib/records.ts";
import { followLink, href } from "../lib/router.ts";
import type { ObjectType } from "../lib/schema.ts";
import { Button } from "./button.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import { useDraft } from "./record-draft.ts";
import { RecordForm } from "./record-form.tsx";

const t = words({
  add: "新建{object}",
  edit: "编辑“{name}”",
  required: "带 * 的必填，其余可以以后补充。",
  same: "打开已有的记录",
}, {
  add: "New {object}",
  edit: 'Edit "{name}"',
  required: "Fields with * are needed; the rest may wait.",
  same: "Open the record that exists",
});

export interface RecordDialogProps {
  open: boolean;
  object: ObjectType;
  /** The record to edit, with all its values; null: a new one. */
  row: Row | null;
  /** What a new one begins with. */
  preset?: Readonly<Record<string, unknown>>;
  onSaved: (record: RecordBody) => void;
  onClose: () => void;
}

/** A record as a form: for a new one, or to change several fields at once. */
export const RecordDialog = defineComponent<RecordDialogProps>((props) => {
  const { fields, values, errors, failed, adding, saving, submit, over } = useDraft(props);

  const refusal = () => {
    if (failed.value === null) return null;
    const existing = failed.value instanceof Problem
      ? failed.value.body.existing as { object?: string; id?: number } | undefined
      : undefined;
    return (
      <div class="form-refusal" role="alert">
        <p>{sayShortly(failed.value)}</p>
        {existing?.id && (
          <a
            class="link"
            href={href("record", { object: existing.object ?? props.object.key, id: existing.id })}
            onClick={followLink}
          >
            {t("same")}
          </a>
        )}
      </div>
    );
  };

  return () => (
    <DialogFrame
      open={props.open}
      wide
      persistent
      title={props.row === null
        ? t("add", { object: props.object.label })
        : t("edit", { name: props.row.title })}
      detail={t("required")}
      onClose={props.onClose}
    >
      {{
        default: () => (
          <form id="record-dialog" novalidate onSubmit={submit}>
            {refusal()}
            <RecordForm
              fields={fields.value}
              values={values.value}
              errors={errors.value}
              first={props.object.summary}
              onChange={(k, v) => values.value = { ...values.value, [k]: v }}
            />
            <button type="submit" class="visually-hidden" tabIndex={-1} aria-hidden="true" />
            <ConflictDialog
              conflict={saving.conflict.value}
              onReload={(c) => props.onSaved(c.current)}
              onOver={() => void over()}
              onClose={() => saving.conflict.value = null}
            />
          </form>
        ),
        actions: () => (
          <>
            <Button kind="quiet" label={base("action.cancel")} onClick={props.onClose} />
            <Button
              kind="primary"
              label={base("action.save")}
              loading={adding.value || saving.busy.value}
              onClick={submit}
            />
          </>
        ),
      }}
    </DialogFrame>
  );
}, {
  name: "RecordDialog",
  props: { open: Boolean, object: null, row: null, preset: null, onSaved: null, onClose: null },
});
