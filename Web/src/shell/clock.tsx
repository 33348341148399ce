import { defineComponent } from "vue";
import { QMenu } from "quasar";
import { icons } from "icons";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { useNow } from "../lib/clock.ts";
import { words } from "../lib/i18n.ts";
import { advanceClock } from "../lib/server-clock.ts";
import { session } from "../lib/session.ts";
import { useAct } from "../lib/store.ts";
import { formatDateTime } from "../lib/times.ts";
import { toast, toastError } from "../lib/toast.ts";

const t = words({
  title: "演示时钟",
  about: "服务器时间由手动推进：到点的提醒、升级和预警会随之发生。",
  now: "服务器时间 {at}",
  minutes: "+10 分钟",
  hour: "+1 小时",
  day: "+1 天",
  moved: "时间已推进到 {at}",
}, {
  title: "Demo clock",
  about: "The server's time is moved by hand; reminders, escalations and warnings follow it.",
  now: "Server time {at}",
  minutes: "+10 min",
  hour: "+1 hour",
  day: "+1 day",
  moved: "It is now {at}",
});

const steps = [["minutes", 10], ["hour", 60], ["day", 1440]] as const;
export const isManual = (): boolean => session.body?.clock === "manual";

/** The steps by which a demonstration moves time. */
export const ClockPanel = defineComponent(() => {
  const now = useNow();
  const act = useAct(async (minutes: number) => {
    try {
      await advanceClock(minutes);
      toast(t("moved", { at: formatDateTime(now.value) }));
    } catch (error) {
      toastError(error);
    }
  });
  return () => (
    <div class="clock-panel">
      <p>
        <strong>{t("title")}</strong>
        <span class="num">{formatDateTime(now.value)}</span>
      </p>
      <p class="fine muted">{t("about")}</p>
      <div class="clock-steps">
        {steps.map(([key, minutes]) => (
          <Button
            key={key}
            label={t(key)}
            disabled={act.busy.value}
            onClick={() => void act.run(minutes)}
          />
        ))}
      </div>
    </div>
  );
}, { name: "ClockPanel", props: {} });

/** The server's time in the bar; nothing where time runs by itself. */
export const ClockChip = defineComponent(() => {
  const now = useNow();
  return () =>
    isManual() && (
      <button
        type="button"
        class="clock-chip"
        aria-label={t("now", { at: formatDateTime(now.value) })}
        title={t("title")}
      >
        <Icon path={icons.schedule} size={18} />
        <span class="num">{formatDateTime(now.value)}</span>
        <QMenu anchor="bottom right" self="top right">{() => <ClockPanel />}</QMenu>
      </button>
    );
}, { name: "ClockChip", props: {} });
