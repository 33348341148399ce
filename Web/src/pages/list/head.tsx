import { defineComponent, type VNode } from "vue";
import { QBtnToggle } from "quasar";
import { icons } from "icons";
import { TextInput } from "../../components/text-input.tsx";
import { Icon } from "../../components/icon.tsx";
import { followLink, href, setQuery } from "../../lib/router.ts";
import { type ObjectType, processOf } from "../../lib/schema.ts";
import { type ListAsk, listViews, type Scope, scopesOf, usualScope } from "./state.ts";
import { t } from "./words.ts";

/** Saved views as tabs; each is an address of its own. */
export function ViewTabs({ object, ask }: { object: ObjectType; ask: ListAsk }): VNode {
  const views = listViews(object);
  const tab = (key: string, label: string, on: boolean) => (
    <a
      key={key}
      class={["view-tab", on && "view-tab-on"]}
      href={href("list", { object: object.key }, { view: key })}
      aria-current={on ? "page" : undefined}
      onClick={followLink}
    >
      {label}
    </a>
  );
  return (
    <nav class="view-tabs" aria-label={t("views")}>
      {views.map((v) => tab(v.key, v.label, ask.view?.key === v.key))}
      {(ask.view === null || views.every((v) => v.filter !== undefined)) &&
        tab("-", t("all"), ask.view === null)}
      {processOf(object.key) !== null && (
        <a class="view-tab" href={href("kanban", { object: object.key })} onClick={followLink}>
          <Icon path={icons.view_kanban} size={18} />
          {t("kanban")}
        </a>
      )}
    </nav>
  );
}

export interface ScopeToggleProps {
  object: ObjectType;
  scope: Scope;
  onChange: (scope: Scope) => void;
}

/** 全部, 我的, 团队, 公海: as far as the role sees them. */
export function ScopeToggle({ object, scope, onChange }: ScopeToggleProps): VNode | null {
  const offered = scopesOf(object);
  return offered.length === 0 ? null : (
    <QBtnToggle
      class="scope-toggle"
      modelValue={scope}
      onUpdate:modelValue={onChange}
      unelevated
      noCaps
      toggleColor="primary"
      color="white"
      textColor="grey-9"
      aria-label={t("scope")}
      options={offered.map((s) => ({ value: s, label: t(`scope.${s}`) }))}
    />
  );
}

/** Search and scope. The box is found by its class when “/” is pressed. */
export const SearchRow = defineComponent<{ object: ObjectType; ask: ListAsk }>(
  (props, { slots }) => () => (
    <div class="search-row">
      <div class="list-search">
        <TextInput
          label={t("search", { object: props.object.label })}
          type="search"
          inputmode="search"
          maxlength={100}
          debounce={300}
          modelValue={props.ask.search}
          onChange={(v) => setQuery({ q: v.trim() })}
        >
          {{ before: () => <Icon path={icons.search} /> }}
        </TextInput>
      </div>
      <ScopeToggle
        object={props.object}
        scope={props.ask.scope}
        onChange={(scope) => setQuery({ scope: scope === usualScope(props.ask.view) ? null : scope })}
      />
      {slots.default?.(undefined)}
    </div>
  ),
  { name: "SearchRow", props: { object: null, ask: null } },
);
