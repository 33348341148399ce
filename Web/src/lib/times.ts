import { serverNow, zone } from "./clock.ts";
import { isChinese, locale, t } from "./i18n.ts";
import { NOTHING } from "./numbers.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: string;
  minute: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of the workspace at an instant. */
export function wallClock(at: number): Parts {
  let format = formats.get(zone.value);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone.value,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone.value, format);
  }
  const of = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]));
  return {
    year: Number(of.year),
    month: Number(of.month),
    day: Number(of.day),
    hour: of.hour ?? "00",
    minute: of.minute ?? "00",
  };
}

/** 'YYYY-MM-DD' in the workspace's time zone. */
export function localDate(at: number = serverNow()): string {
  const { year, month, day } = wallClock(at);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** A local date some days later (or earlier). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The instant of a wall-clock time in the workspace's zone; null when the text is no date and time. */
export function instantOf(date: string, time: string): number | null {
  const guess = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(guess)) return null;
  const off = (at: number): number => {
    const w = wallClock(at);
    return Date.UTC(w.year, w.month - 1, w.day, Number(w.hour), Number(w.minute)) - at;
  };
  const first = guess - off(guess);
  return guess - off(first);
}

/** 6月1日, or 2024年6月1日 in another year. */
export function formatDate(date: unknown, now: number = serverNow()): string {
  const match = typeof date === "string" ? /^(\d{4})-(\d{2})-(\d{2})/.exec(date) : null;
  if (match === null) return NOTHING;
  const [, year = "", month = "", day = ""] = match;
  const thisYear = wallClock(now).year === Number(year);
  if (!isChinese.value) {
    return new Date(`${year}-${month}-${day}T00:00:00Z`).toLocaleDateString("en-GB", {
      timeZone: "UTC",
      day: "numeric",
      month: "short",
      ...(thisYear ? {} : { year: "numeric" }),
    });
  }
  return `${thisYear ? "" : `${year}年`}${Number(month)}月${Number(day)}日`;
}

/** 今天, 明天, 昨天, else the date. */
export function formatDay(date: string, now: number = serverNow()): string {
  const today = localDate(now);
  if (date === today) return t("time.today");
  if (date === addDays(today, 1)) return t("time.tomorrow");
  if (date === addDays(today, -1)) return t("time.yesterday");
  return formatDate(date, now);
}

/** 6月1日 09:30. */
export function formatDateTime(at: unknown, now: number = serverNow()): string {
  if (typeof at !== "number" || !Number.isFinite(at)) return NOTHING;
  const w = wallClock(at);
  return `${formatDate(localDate(at), now)} ${w.hour}:${w.minute}`;
}

/** Under a day in words (12 分钟前, 3 小时后), beyond it the date and time. */
export function formatWhen(at: unknown, now: number = serverNow()): string {
  if (typeof at !== "number" || !Number.isFinite(at)) return NOTHING;
  const gap = at - now, size = Math.abs(gap);
  if (size < MINUTE) return t("time.now");
  if (size >= DAY) return formatDateTime(at, now);
  const n = Math.floor(size / (size < HOUR ? MINUTE : HOUR));
  if (gap < 0) return t(size < HOUR ? "time.minutesAgo" : "time.hoursAgo", { n });
  return t(size < HOUR ? "time.inMinutes" : "time.inHours", { n });
}

/** 45 秒, 12 分钟, 3 小时 20 分钟, 2 天 4 小时. */
export function formatDuration(milliseconds: number): string {
  const s = Math.floor(Math.abs(milliseconds) / 1000);
  const days = Math.floor(s / 86400), hours = Math.floor(s / 3600) % 24, minutes = Math.floor(s / 60) % 60;
  if (days > 0) return t("time.days", { n: days }) + (hours > 0 ? ` ${t("time.hours", { n: hours })}` : "");
  if (hours > 0) {
    return t("time.hours", { n: hours }) + (minutes > 0 ? ` ${t("time.minutes", { n: minutes })}` : "");
  }
  return minutes > 0 ? t("time.minutes", { n: minutes }) : t("time.seconds", { n: s });
}

/** 剩 12 分钟, or 超时 3 小时 once the deadline is past. */
export function formatCountdown(deadline: number, now: number = serverNow()): string {
  return t(deadline >= now ? "time.left" : "time.over", { d: formatDuration(deadline - now) });
}

/** Full weekday and date for a heading. */
export const formatToday = (now: number = serverNow()): string =>
  new Date(now).toLocaleDateString(locale.value, {
    timeZone: zone.value,
    month: "long",
    day: "numeric",
    weekday: "long",
  });
