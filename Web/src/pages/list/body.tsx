import { computed, defineComponent, ref, shallowRef, watch } from "vue";
import { QPage, useQuasar } from "quasar";
import { icons } from "icons";
import { Button, IconButton } from "../../components/button.tsx";
import { type CellEditing, CellEditor } from "../../components/cell-editor.tsx";
import { FilterBar } from "../../components/filter-bar.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { RecordDialog } from "../../components/record-dialog.tsx";
import { writableFields } from "../../components/record-draft.ts";
import { EmptyState, ErrorState, LoadingRows } from "../../components/states.tsx";
import { usePaging } from "../../lib/paging.ts";
import { getRecord, listRecords, type RecordBody, type Row } from "../../lib/records.ts";
import { goTo, setQuery } from "../../lib/router.ts";
import type { Field, ObjectType } from "../../lib/schema.ts";
import { useRecordChanges } from "../../lib/store.ts";
import { toast, toastError } from "../../lib/toast.ts";
import { setTrail } from "../../lib/trail.ts";
import { Cards } from "./cards.tsx";
import { SearchRow, ViewTabs } from "./head.tsx";
import { type ListKey, useListKeys } from "./keys.ts";
import { clearAsk, setFilters, useAsk } from "./state.ts";
import { Table } from "./table.tsx";
import { ColumnsMenu, KeysHelp, SortMenu } from "./tools.tsx";
import { Totals } from "./totals.tsx";
import { t } from "./words.ts";

export const ListBody = defineComponent<{ object: ObjectType }>((props) => {
  const { screen } = useQuasar();
  const ask = useAsk(() => props.object);
  const asked = computed(() => JSON.stringify(ask.value.query));
  const cursor = ref(-1), beat = ref(0), help = ref(false), changed = ref(false);
  const picked = ref<ReadonlySet<number>>(new Set());
  const editing = shallowRef<CellEditing | null>(null);
  const form = shallowRef<{ row: Row | null } | null>(null);

  const paging = usePaging(async (cursorAt, signal) => {
    const chunk = await listRecords(props.object.key, { ...ask.value.query, cursor: cursorAt, limit: 50 }, {
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
  watch(rows, (all) => setTrail(props.object.key, all.map((r) => r.id)));

  function refresh(): void {
    beat.value++;
    void paging.reload();
  }
  // a quiet list follows by itself; one that somebody works in says that there is news
  useRecordChanges(() => props.object.key, () => {
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
    if (isNew) goTo("record", { object: props.object.key, id: record.id });
    else take(record);
  }
  function pick(id: number): void {
    const next = new Set(picked.value);
    if (!next.delete(id)) next.add(id);
    picked.value = next;
  }
  async function edit(row: Row): Promise<void> {
    try {
      form.value = { row: await getRecord(props.object.key, row.id) };
    } catch (error) {
      toastError(error);
    }
  }
  function editCell(row: Row, field: Field, target: HTMLElement): void {
    const can = props.object.rights.write !== "none" && writableFields(props.object).includes(field);
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
    else if (key === "open") goTo("record", { object: props.object.key, id: row.id });
    else if (key === "edit") void edit(row);
    else pick(row.id);
  });

  const empty = () => {
    const { label } = props.object;
    return ask.value.filtered
      ? (
        <EmptyState
          icon={icons.filter_alt_off}
          title={t("empty.filtered", { object: label })}
          detail={t("empty.filteredDetail")}
        >
          <Button label={t("empty.clear")} onClick={clearAsk} />
        </EmptyState>
      )
      : (
        <EmptyState title={t("empty.title", { object: label })} detail={t("empty.detail")}>
          {add()}
        </EmptyState>
      );
  };
  const add = () =>
    props.object.rights.create && (
      <Button
        kind="primary"
        icon={icons.add}
        label={t("new", { object: props.object.label })}
        onClick={() => form.value = { row: null }}
      />
    );
  const rowsView = () =>
    screen.lt.md
      ? (
        <Cards
          object={props.object}
          columns={ask.value.columns}
          rows={rows.value}
          adding={paging.adding.value}
          onEnd={() => void paging.more()}
        />
      )
      : (
        <Table
          object={props.object}
          columns={ask.value.columns}
          rows={rows.value}
          sort={ask.value.sort}
          cursor={cursor.value}
          picked={picked.value}
          adding={paging.adding.value}
          onSort={(sort) => setQuery({ sort })}
          onCursor={(index) => cursor.value = index}
          onPick={pick}
          onEnd={() => void paging.more()}
          onEdit={editCell}
        />
      );
  const content = () => {
    if (paging.error.value !== null && rows.value.length === 0) {
      return <ErrorState error={paging.error.value} retry={() => void paging.reload()} />;
    }
    if (paging.fresh.value) return <LoadingRows rows={8} />;
    return rows.value.length === 0 ? empty() : rowsView();
  };

  return () => (
    <QPage class="page list-page">
      <PageHead title={props.object.label}>{add()}</PageHead>
      <ViewTabs object={props.object} ask={ask.value} />
      <SearchRow object={props.object} ask={ask.value}>
        {screen.lt.md
          ? <SortMenu object={props.object} ask={ask.value} />
          : <ColumnsMenu object={props.object} ask={ask.value} />}
        {!screen.lt.md && (
          <IconButton
            icon={icons.keyboard}
            label={t("keys.hint")}
            onClick={() => help.value = true}
          />
        )}
      </SearchRow>
      <FilterBar
        object={props.object}
        filters={ask.value.filters}
        formula={ask.value.formula}
        onFilters={setFilters}
        onFormula={(x) => setQuery({ x })}
      />
      <div class="list-line">
        <Totals
          object={props.object}
          narrow={ask.value.narrow}
          columns={ask.value.columns}
          beat={beat.value}
        />
        {picked.value.size > 0 && (
          <span class="picked">
            {t("picked", { n: picked.value.size })}
            <Button kind="quiet" label={t("pick.clear")} onClick={() => picked.value = new Set()} />
          </span>
        )}
        {changed.value && <Button kind="quiet" icon={icons.refresh} label={t("changed")} onClick={refresh} />}
      </div>
      <div class={["list-rows", paging.loading.value && !paging.fresh.value && "list-busy"]}>{content()}</div>
      <CellEditor
        object={props.object.key}
        editing={editing.value}
        onSaved={(record) => {
          editing.value = null;
          take(record);
        }}
        onClose={() => editing.value = null}
      />
      <RecordDialog
        open={form.value !== null}
        object={props.object}
        row={form.value?.row ?? null}
        onSaved={saved}
        onClose={() => form.value = null}
      />
      <KeysHelp open={help.value} onClose={() => help.value = false} />
    </QPage>
  );
}, { name: "ListBody", props: { object: null } });
