import { defineComponent } from "vue";
import { QPage, useQuasar } from "quasar";
import { icons } from "icons";
import { Button, IconButton } from "../../components/button.tsx";
import { CellEditor } from "../../components/cell-editor.tsx";
import { FilterBar } from "../../components/filter-bar.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { RecordDialog } from "../../components/record-dialog.tsx";
import { EmptyState, ErrorState, LoadingRows } from "../../components/states.tsx";
import { setQuery } from "../../lib/router.ts";
import type { ObjectType } from "../../lib/schema.ts";
import { Cards } from "./cards.tsx";
import { SearchRow, ViewTabs } from "./head.tsx";
import { clearAsk, setFilters } from "./state.ts";
import { Table } from "./table.tsx";
import { ColumnsMenu, KeysHelp, SortMenu } from "./tools.tsx";
import { Totals } from "./totals.tsx";
import { useList } from "./use-list.ts";
import { t } from "./words.ts";

export const ListBody = defineComponent<{ object: ObjectType }>((props) => {
  const { screen } = useQuasar();
  const list = useList(() => props.object);
  const { ask, paging, rows, cursor, picked, editing, form, help, changed, beat } = list;

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
          onPick={list.pick}
          onEnd={() => void paging.more()}
          onEdit={list.editCell}
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
        {changed.value && (
          <Button kind="quiet" icon={icons.refresh} label={t("changed")} onClick={list.refresh} />
        )}
      </div>
      <div class={["list-rows", paging.loading.value && !paging.fresh.value && "list-busy"]}>{content()}</div>
      <CellEditor
        object={props.object.key}
        editing={editing.value}
        onSaved={(record) => {
          editing.value = null;
          list.take(record);
        }}
        onClose={() => editing.value = null}
      />
      <RecordDialog
        open={form.value !== null}
        object={props.object}
        row={form.value?.row ?? null}
        onSaved={list.saved}
        onClose={() => form.value = null}
      />
      <KeysHelp open={help.value} onClose={() => help.value = false} />
    </QPage>
  );
}, { name: "ListBody", props: { object: null } });
