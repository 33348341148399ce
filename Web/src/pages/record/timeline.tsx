import { computed, defineComponent, ref } from "vue";
import { icons } from "icons";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { EmptyState, ErrorState, LoadingRows } from "../../components/states.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { fileUrl, thumbnailUrl } from "../../lib/files.ts";
import { usePaging } from "../../lib/paging.ts";
import { getPart } from "../../lib/record-pages.ts";
import { groupOf, readTimeline, type TimelineGroup, type TimelineItem } from "../../lib/record-timeline.ts";
import { formatDateTime, formatWhen } from "../../lib/times.ts";
import { type PartProps, partProps } from "./part.tsx";
import { t } from "./words.ts";

const look: Readonly<Record<TimelineGroup, string>> = {
  touch: icons.forum,
  stage: icons.flag,
  files: icons.attach_file,
  read: icons.visibility,
  other: icons.history,
};
const groups: readonly TimelineGroup[] = ["touch", "stage", "files", "read", "other"];

/** A picture where the server has one, the name in any case. */
const Thumb = defineComponent<{ file: { id: number; name: string } }>((props) => {
  const picture = ref(/\.(png|jpe?g|webp|gif|heic|bmp)$/i.test(props.file.name));
  return () => (
    <a class="thumb" href={fileUrl(props.file.id)} target="_blank" rel="noopener" title={props.file.name}>
      {picture.value
        ? (
          <img
            src={thumbnailUrl(props.file.id)}
            alt=""
            loading="lazy"
            onError={() => picture.value = false}
          />
        )
        : <Icon path={icons.description} />}
      <span>{props.file.name}</span>
    </a>
  );
}, { name: "Thumb", props: { file: null } });

/** Everything that happened, newest first. */
export const Timeline = defineComponent<PartProps>((props) => {
  const group = ref<TimelineGroup | null>(null);
  const paging = usePaging(async (before, signal) =>
    readTimeline(
      await getPart(props.object, props.id, "timeline", { limit: 50, before: before ?? undefined }, signal),
    ), [() => props.beat]);
  const shown = computed(() =>
    // edits of fields have a part of their own; among all that happened they would drown the rest
    paging.rows.value.filter((item) =>
      group.value === null ? item.kind !== "record.updated" : groupOf(item.kind) === group.value
    )
  );

  const chip = (key: TimelineGroup | null) => (
    <button
      type="button"
      key={key ?? "all"}
      class={["kind-chip", group.value === key && "kind-chip-on"]}
      aria-pressed={group.value === key ? "true" : "false"}
      onClick={() => group.value = key}
    >
      {t(key === null ? "timeline.all" : `timeline.${key}`)}
    </button>
  );
  const line = (item: TimelineItem) => {
    const kind = groupOf(item.kind);
    const warning = item.kind.startsWith("warning.raised") || item.kind === "stage.refused";
    return (
      <li key={item.id} class={["event", `event-${kind}`, warning && "event-warning"]}>
        <span class="event-mark">
          <Icon path={warning ? icons.warning : look[kind]} size={18} />
        </span>
        <div class="event-body">
          <p class="event-head">
            <strong>{item.title}</strong>
            {item.effective && <StatusChip label={t("timeline.effective")} tone="green" />}
          </p>
          {item.text && <p class="prose">{item.text}</p>}
          {item.files.length > 0 && (
            <div class="thumbs">{item.files.map((file) => <Thumb key={file.id} file={file} />)}</div>
          )}
          <p class="muted fine">
            {item.who || t("system")}
            {" · "}
            <time title={formatDateTime(item.at)}>{formatWhen(item.at)}</time>
          </p>
        </div>
      </li>
    );
  };

  return () => {
    if (paging.error.value !== null && paging.fresh.value) {
      return <ErrorState error={paging.error.value} retry={() => void paging.reload()} />;
    }
    if (paging.fresh.value) return <LoadingRows rows={4} />;
    if (paging.rows.value.length === 0) {
      return (
        <EmptyState icon={icons.history} title={t("timeline.empty")} detail={t("timeline.emptyDetail")} />
      );
    }
    return (
      <div class="timeline">
        <div class="kind-chips">{[null, ...groups].map(chip)}</div>
        <ol class="events">{shown.value.map(line)}</ol>
        {shown.value.length === 0 && <p class="muted part-none">{t("timeline.none")}</p>}
        {paging.hasMore() && (
          <Button
            kind="quiet"
            wide
            label={t("timeline.more")}
            loading={paging.adding.value}
            onClick={() => void paging.more()}
          />
        )}
      </div>
    );
  };
}, { name: "Timeline", props: partProps });
