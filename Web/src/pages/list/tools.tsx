import { defineComponent } from "vue";
import { QCheckbox, QMenu } from "quasar";
import { icons } from "icons";
import { Button, IconButton } from "../../components/button.tsx";
import { DialogFrame } from "../../components/dialog-frame.tsx";
import { chooseKeys } from "../../lib/local.ts";
import { setQuery } from "../../lib/router.ts";
import type { ObjectType } from "../../lib/schema.ts";
import { columnFields, type ListAsk } from "./state.ts";
import { t } from "./words.ts";

/** Which columns: kept on this device, for this view. */
export const ColumnsMenu = defineComponent<{ object: ObjectType; ask: ListAsk }>((props) => {
  const name = () => `columns.${props.object.key}.${props.ask.view?.key ?? ""}`;
  const shown = () => props.ask.columns.map((c) => c.key);
  function toggle(key: string, on: boolean): void {
    chooseKeys(name(), on ? [...shown(), key] : shown().filter((k) => k !== key));
  }
  const menu = () => (
    <div class="columns-menu">
      {columnFields(props.object).map((f) => (
        <QCheckbox
          key={f.key}
          class="toggle"
          label={f.label}
          modelValue={shown().includes(f.key)}
          onUpdate:modelValue={(on: boolean) => toggle(f.key, on)}
        />
      ))}
      <Button kind="quiet" label={t("columns.reset")} onClick={() => chooseKeys(name(), null)} />
    </div>
  );
  return () => (
    <IconButton icon={icons.view_column} label={t("columns")}>
      <QMenu anchor="bottom right" self="top right" maxHeight="70vh">{menu}</QMenu>
    </IconButton>
  );
}, { name: "ColumnsMenu", props: { object: null, ask: null } });

/** The sort of a list where there are no column heads to tap. */
export const SortMenu = defineComponent<{ object: ObjectType; ask: ListAsk }>((props) => {
  const choice = (key: string, label: string) => (
    <button
      type="button"
      key={key}
      class={["row-link", props.ask.sort === key && "row-link-on"]}
      onClick={() => setQuery({ sort: key })}
    >
      <span>{label}</span>
    </button>
  );
  const menu = () => (
    <div class="columns-menu">
      {props.object.fields.filter((f) => f.indexed && !f.hidden).flatMap((f) => [
        choice(f.key, t("sort.up", { label: f.label })),
        choice(`-${f.key}`, t("sort.down", { label: f.label })),
      ])}
    </div>
  );
  return () => (
    <IconButton icon={icons.sort} label={t("sort")}>
      <QMenu anchor="bottom right" self="top right" maxHeight="70vh" autoClose>{menu}</QMenu>
    </IconButton>
  );
}, { name: "SortMenu", props: { object: null, ask: null } });

const lines = [
  ["j", "keys.j"],
  ["k", "keys.k"],
  ["Enter", "keys.enter"],
  ["e", "keys.e"],
  ["x", "keys.x"],
  ["/", "keys.slash"],
  ["?", "keys.help"],
] as const;

export const KeysHelp = defineComponent<{ open: boolean; onClose: () => void }>(
  (props) => () => (
    <DialogFrame open={props.open} title={t("keys")} onClose={props.onClose}>
      {() => (
        <dl class="keys-help">
          {lines.map(([key, word]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(word)}</dd>
            </div>
          ))}
          <div>
            <dt>{t("keys.twice")}</dt>
            <dd>{t("keys.twiceDoes")}</dd>
          </div>
        </dl>
      )}
    </DialogFrame>
  ),
  { name: "KeysHelp", props: { open: Boolean, onClose: null } },
);
