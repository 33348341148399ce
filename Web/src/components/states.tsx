import { defineComponent, type VNode } from "vue";
import { icons } from "icons";
import { explain } from "../lib/explain.ts";
import { t } from "../lib/i18n.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

export interface EmptyStateProps {
  title?: string;
  /** What to do next. */
  detail?: string;
  icon?: string;
}

/** Nothing here: says what to do next. Children: the buttons that do it. */
export const EmptyState = defineComponent<EmptyStateProps>((props, { slots }) => () => (
  <div class="state">
    <Icon path={props.icon ?? icons.inbox} size={40} />
    <h2>{props.title ?? t("state.emptyTitle")}</h2>
    {props.detail && <p class="muted">{props.detail}</p>}
    <div class="state-actions">{slots.default?.(undefined)}</div>
  </div>
), { name: "EmptyState", props: { title: null, detail: null, icon: null } });

export interface ErrorStateProps {
  error: unknown;
  retry?: () => void;
}

/** What happened, what is safe, what to do. */
export const ErrorState = defineComponent<ErrorStateProps>((props) => () => {
  const { what, safe, mend, again, code } = explain(props.error);
  return (
    <div class="state" role="alert">
      <Icon path={icons.error_outline} size={40} />
      <h2>{what}</h2>
      <p>{mend}</p>
      <p class="muted">{safe}</p>
      {code !== null && <p class="fine muted">{code}</p>}
      {props.retry && again && (
        <div class="state-actions">
          <Button
            kind="primary"
            icon={icons.refresh}
            label={t("action.retry")}
            onClick={() => props.retry?.()}
          />
        </div>
      )}
    </div>
  );
}, { name: "ErrorState", props: { error: null, retry: null } });

/** Grey rows in the shape of a list while it loads. */
export function LoadingRows({ rows = 6 }: { rows?: number }): VNode {
  return (
    <div class="skeleton" role="status" aria-label={t("state.loading")}>
      {Array.from({ length: rows }, (_, i) => (
        <div class="skeleton-row" key={i}>
          <span class="skeleton-dot" />
          <span class="skeleton-lines">
            <span />
            <span />
          </span>
        </div>
      ))}
    </div>
  );
}
