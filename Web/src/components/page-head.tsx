import { defineComponent, onMounted, watch } from "vue";
import { icons } from "icons";
import { t } from "../lib/i18n.ts";
import { back } from "../lib/router.ts";
import { IconButton } from "./button.tsx";

export interface PageHeadProps {
  title: string;
  /** One line under the title: what needs me now. */
  summary?: string;
  /** Shows a way back; the address is where it leads when the app was opened here. */
  backTo?: string;
}

/** The heading of a page, which also names the browser's tab. Children stand at its right: the actions. */
export const PageHead = defineComponent<PageHeadProps>((props, { slots }) => {
  const name = () => document.title = `${props.title} · ${t("app.name")}`;
  onMounted(name);
  watch(() => props.title, name);
  return () => (
    <header class="page-head">
      {props.backTo !== undefined && (
        <IconButton
          icon={icons.arrow_back}
          label={t("nav.back")}
          onClick={() => back(props.backTo)}
        />
      )}
      <div class="page-head-text">
        <h1>{props.title}</h1>
        {props.summary && <p class="muted">{props.summary}</p>}
      </div>
      <div class="page-head-actions">{slots.default?.(undefined)}</div>
    </header>
  );
}, { name: "PageHead", props: { title: null, summary: null, backTo: null } });
