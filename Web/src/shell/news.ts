import { Notify } from "quasar";
import { isChinese, words } from "../lib/i18n.ts";
import { goTo } from "../lib/router.ts";
import { onStream, type StreamEvents } from "../lib/sse.ts";

const t = words({ open: "查看", later: "稍后" }, { open: "Show", later: "Later" });

function tell(news: StreamEvents["notification"]): void {
  const title = (isChinese.value ? "" : news.title_en) || news.title;
  if (!title || news.urgency === "digest") return;
  const { object, record_id: id } = news;
  const place = (): void => object && id ? goTo("record", { object, id }) : goTo("notifications");
  Notify.create({
    message: title,
    type: "info",
    position: "top",
    timeout: 8000,
    actions: [
      { label: t("later"), color: "white" },
      { label: t("open"), color: "white", handler: place },
    ],
  });
}

/** News that cannot wait shows over whatever is open, until the returned function is called. */
export const tellNews = (): () => void => onStream("notification", tell);
