import { computed, type ComputedRef, onMounted, type Ref, ref, shallowRef, watch } from "vue";
import type { CellEditing } from "../../components/cell-editor.tsx";
import { writableFields } from "../../components/record-draft.ts";
import { type Paging, usePaging } from "../../lib/paging.ts";
import { getRecord, listRecords, type RecordBody, type Row } from "../../lib/records.ts";
import { goTo } from "../../lib/router.ts";
import type { Field, ObjectType } from "../../lib/schema.ts";
import { useRecordChanges } from "../../lib/store.ts";
import { toast, toastError } from "../../lib/toast.ts";
import { setTrail } from "../../lib/trail.ts";
import { type ListKey, useListKeys } from "./keys.ts";
import { type ListAsk, useAsk } from "./state.ts";
import { t } from "./words.ts";

export interface ListState {
  ask: ComputedRef<ListAsk>;
  paging: Paging<Row>;
  rows: Ref<readonly Row[]>;
  /** The row that the keyboard is on; -1: none. */
  cursor: Ref<number>;
  picked: Ref<ReadonlySet<number>>;
  editing: Ref<CellEditing | null>;
  /** The dialog over a record, or over a new one. */
  form: Ref<{ row: Row | null } | null>;
  help: Ref<boolean>;
  /** Somebody changed something while the user works here. */
  changed: Ref<boolean>;
  beat: Ref<number>;
  refresh(): void;
  take(record: RecordBody): void;
  saved(record: RecordBody): void;
  pick(id: number): void;
  editCell(row: Row, field: Field, target: HTMLElement): void;
}

/** What a list does, apart from how it looks. For use in `setup`. */
export function useList(object: () => ObjectType): ListState {
  const ask = useAsk(object);
  const asked = computed(() => JSON.stringify(ask.value.query));
  const cursor = ref(-1), beat = ref(0), help = ref(false), changed = ref(false);
  const picked = ref<ReadonlySet<number>>(new Set());
  const editing = shallowRef<CellEditing | null>(null);
  const form = shallowRef<{ row: Row | null } | null>(null);

  const paging = usePaging(async (cursorAt, signal) => {
    const chunk = await listRecords(object().key, { ...ask.value.query, cursor: cursorAt, limit: 50 }, {
      signal,
    });
    if (cursorAt === null) {
      cursor.value = -1;
      picked.value = new Set();
      changed.value = false;
    }
    return chunk;
  }, [asked]);
  const { rows } = paging;
  watch(rows, (all) => setTrail(object().key, all.map((r) => r.id)));

  onMounted(() => {
    document.querySelector(".view-tab-on")?.scrollIntoView({ inline: "center", block: "nearest" });
  });

  function refresh(): void {
    beat.value++;
    void paging.reload();
  }
  // a quiet list follows by itself; one that somebody works in says that there is news
  useRecordChanges(() => object().key, () => {
    const still = rows.value.length <= 50 && cursor.value < 0 && picked.value.size === 0 &&
      editing.value === null && form.value === null;
    if (still) refresh();
    else changed.value = true;
  });

  function take(record: RecordBody): void {
    paging.replace((r) => r.id === record.id, record);
    beat.value++;
  }
  function saved(record: RecordBody): void {
    const isNew = form.value?.row === null;
    form.value = null;
    toast(isNew ? t("new.saved", { name: record.title }) : t("saved"));
    if (isNew) goTo("record", { object: object().key, id: record.id });
    else take(record);
  }
  function pick(id: number): void {
    const next = new Set(picked.value);
    if (!next.delete(id)) next.add(id);
    picked.value = next;
  }
  async function edit(row: Row): Promise<void> {
    try {
      form.value = { row: await getRecord(object().key, row.id) };
    } catch (error) {
      toastError(error);
    }
  }
  function editCell(row: Row, field: Field, target: HTMLElement): void {
    const can = object().rights.write !== "none" && writableFields(object()).includes(field);
    if (can) editing.value = { row, field, target };
  }
  function step(by: number): void {
    cursor.value = Math.max(0, Math.min(rows.value.length - 1, cursor.value + by));
  }
  useListKeys((key: ListKey) => {
    const row = rows.value[cursor.value];
    if (key === "down") step(1);
    else if (key === "up") step(-1);
    else if (key === "help") help.value = true;
    else if (key === "search") document.querySelector<HTMLInputElement>(".list-search input")?.focus();
    else if (row === undefined) return;
    else if (key === "open") goTo("record", { object: object().key, id: row.id });
    else if (key === "edit") void edit(row);
    else pick(row.id);
  });

  return {
    ask,
    paging,
    rows,
    cursor,
    picked,
    editing,
    form,
    help,
    changed,
    beat,
    refresh,
    take,
    saved,
    pick,
    editCell,
  };
}
