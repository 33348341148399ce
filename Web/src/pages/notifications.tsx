import { defineComponent, onUnmounted, ref } from "vue";
import { QPage } from "quasar";
import { icons } from "icons";
import { Button } from "../components/button.tsx";
import { ChoiceChips } from "../components/choice-chips.tsx";
import { Icon } from "../components/icon.tsx";
import { PageHead } from "../components/page-head.tsx";
import { EmptyState, ErrorState, LoadingRows } from "../components/states.tsx";
import { api } from "../lib/api.ts";
import { useNow } from "../lib/clock.ts";
import { words } from "../lib/i18n.ts";
import { countUnread, unread } from "../lib/notices.ts";
import { usePaging } from "../lib/paging.ts";
import { goTo, href } from "../lib/router.ts";
import { onStream } from "../lib/sse.ts";
import { useAct } from "../lib/store.ts";
import { formatWhen } from "../lib/times.ts";
import { toastError } from "../lib/toast.ts";
import { iconOf, type Notice, readNotices } from "./notifications/read.ts";

const t = words({
  title: "通知",
  unread: "{n} 条未读",
  allRead: "都读过了",
  readAll: "全部标为已读",
  onlyUnread: "只看未读",
  filter: "筛选",
  more: "加载更早的",
  empty: "还没有通知",
  emptyUnread: "没有未读的通知",
  emptyDetail: "线索分配、时限、审批和预警会出现在这里。",
  now: "紧急",
  isUnread: "未读",
}, {
  title: "Notifications",
  unread: "{n} unread",
  allRead: "All read",
  readAll: "Mark all as read",
  onlyUnread: "Unread only",
  filter: "Filter",
  more: "Show earlier ones",
  empty: "No notifications yet",
  emptyUnread: "Nothing unread",
  emptyDetail: "Assignments, deadlines, approvals and warnings appear here.",
  now: "urgent",
  isUnread: "unread",
});

/** What the system had to tell, newest first; a tap opens the record. */
export const Notifications = defineComponent(() => {
  const only = ref(false);
  const now = useNow(60_000);
  const paging = usePaging<Notice>(async (before, signal) => {
    const query = { unread: only.value ? 1 : undefined, before, limit: 30 };
    return readNotices(await api.get<unknown>("/notifications", query, { signal }));
  }, [only]);
  onUnmounted(onStream("notification", () => void paging.reload()));

  async function markRead(body: { ids: number[] } | { all: true }): Promise<void> {
    try {
      await api.post("/notifications/read", body);
      await countUnread();
    } catch (error) {
      toastError(error);
    }
  }
  const readAll = useAct(async () => {
    await markRead({ all: true });
    await paging.reload();
  });
  function open(notice: Notice): void {
    if (!notice.read) {
      paging.replace((n) => n.id === notice.id, { ...notice, read: true });
      void markRead({ ids: [notice.id] });
    }
    if (notice.object !== null && notice.record !== null) {
      goTo("record", { object: notice.object, id: notice.record });
    } else if (notice.object !== null) goTo("list", { object: notice.object });
  }

  const row = (n: Notice) => (
    <li key={n.id}>
      <button type="button" class={["row-link notice", !n.read && "unread"]} onClick={() => open(n)}>
        <Icon path={iconOf(n.kind)} size={22} />
        <span>
          <strong>{n.title}</strong>
          {n.body !== "" && <span class="muted notice-body">{n.body}</span>}
          <small class="muted">
            {formatWhen(n.at, now.value)}
            {n.urgent && !n.read && <span class="chip tone-red">{t("now")}</span>}
          </small>
        </span>
        {!n.read && <i class="notice-dot" role="img" aria-label={t("isUnread")} />}
      </button>
    </li>
  );

  return () => (
    <QPage class="page page-narrow">
      <PageHead
        title={t("title")}
        summary={unread.value > 0 ? t("unread", { n: unread.value }) : t("allRead")}
        backTo={href("home")}
      >
        <ChoiceChips
          label={t("filter")}
          options={[{ value: "unread", label: t("onlyUnread") }]}
          chosen={only.value ? ["unread"] : []}
          onToggle={() => only.value = !only.value}
        />
        {unread.value > 0 && (
          <Button
            icon={icons.done_all}
            label={t("readAll")}
            loading={readAll.busy.value}
            onClick={() => void readAll.run()}
          />
        )}
      </PageHead>
      {paging.error.value !== null
        ? <ErrorState error={paging.error.value} retry={() => void paging.reload()} />
        : paging.fresh.value
        ? <LoadingRows />
        : paging.rows.value.length === 0
        ? (
          <EmptyState
            icon={icons.notifications}
            title={t(only.value ? "emptyUnread" : "empty")}
            detail={t("emptyDetail")}
          />
        )
        : <ul class="card rows notices">{paging.rows.value.map(row)}</ul>}
      {paging.hasMore() && (
        <Button
          kind="quiet"
          wide
          label={t("more")}
          loading={paging.adding.value}
          onClick={() => void paging.more()}
        />
      )}
    </QPage>
  );
}, { name: "Notifications", props: {} });
