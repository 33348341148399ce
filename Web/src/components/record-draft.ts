import { computed, type ComputedRef, type Ref, ref, shallowRef, watch } from "vue";
import { checkValue } from "../lib/format.ts";
import { createRecord, type RecordBody, type Row } from "../lib/records.ts";
import { fieldErrors, type Saving, useSaving } from "../lib/saving.ts";
import { type Field, type ObjectType, processOf } from "../lib/schema.ts";
import { sameValue, valuesToApi } from "../lib/values.ts";

/** What a person may write: not the system's fields, not the stage, which moves by its own rules. */
export function writableFields(object: ObjectType): Field[] {
  const stage = processOf(object.key)?.field;
  return object.fields.filter((f) =>
    !f.read_only && !f.hidden && !f.system && f.type !== "formula" && f.type !== "autonumber" &&
    f.key !== stage
  );
}

export interface DraftOptions {
  open: boolean;
  object: ObjectType;
  row: Row | null;
  preset?: Readonly<Record<string, unknown>>;
  onSaved: (record: RecordBody) => void;
  onClose: () => void;
}

export interface Draft {
  fields: ComputedRef<Field[]>;
  values: Ref<Record<string, unknown>>;
  errors: Ref<Record<string, string>>;
  failed: Ref<unknown>;
  adding: Ref<boolean>;
  saving: Saving;
  submit(event: Event): void;
  over(): Promise<void>;
}

/** The state of a form over a new or a changed record. For use in `setup`. */
export function useDraft(props: Readonly<DraftOptions>): Draft {
  const values = ref<Record<string, unknown>>({});
  const errors = ref<Record<string, string>>({});
  const failed = shallowRef<unknown>(null);
  const adding = ref(false);
  const saving = useSaving(() => props.object.key);
  const fields = computed(() => writableFields(props.object));
  let key = "";

  watch(() => props.open, (open) => {
    if (!open) return;
    values.value = { ...(props.row?.values ?? props.preset ?? {}) };
    errors.value = {};
    failed.value = null;
    saving.clear();
    key = crypto.randomUUID(); // a second try is the same record
  }, { immediate: true });

  function check(): boolean {
    const found = fields.value.flatMap((f) => {
      const wrong = checkValue(f, values.value[f.key]);
      return wrong === null ? [] : [[f.key, wrong] as const];
    });
    errors.value = Object.fromEntries(found);
    return found.length === 0;
  }
  function take(error: unknown): void {
    failed.value = error;
    errors.value = fieldErrors(error);
  }
  async function add(): Promise<void> {
    adding.value = true;
    try {
      const filled = fields.value.filter((f) => values.value[f.key] !== undefined);
      props.onSaved(await createRecord(props.object.key, valuesToApi(filled, values.value), key));
    } catch (error) {
      take(error);
    } finally {
      adding.value = false;
    }
  }
  async function change(row: Row): Promise<void> {
    const changed = fields.value.filter((f) => !sameValue(values.value[f.key], row.values[f.key]));
    if (changed.length === 0) return props.onClose();
    const record = await saving.save(row, valuesToApi(changed, values.value));
    if (record !== null) props.onSaved(record);
    else if (saving.conflict.value === null) take(saving.error.value);
  }
  function submit(event: Event): void {
    event.preventDefault();
    failed.value = null;
    if (!check() || adding.value) return;
    void (props.row === null ? add() : change(props.row));
  }
  async function over(): Promise<void> {
    const record = await saving.saveOver();
    if (record !== null) props.onSaved(record);
  }
  return { fields, values, errors, failed, adding, saving, submit, over };
}
