import assert from "node:assert/strict";
import { serverNow, setServerNow, zone } from "./clock.ts";
import { locale } from "./i18n.ts";
import {
  addDays,
  formatCountdown,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatWhen,
  instantOf,
  localDate,
} from "./times.ts";

const now = Date.UTC(2025, 5, 3, 2, 0); // 10:00 in Shanghai
const minute = 60_000, hour = 60 * minute, day = 24 * hour;

const when: [number, string][] = [
  [-20_000, "刚刚"],
  [-12 * minute, "12 分钟前"],
  [-3 * hour - minute, "3 小时前"],
  [40 * minute, "40 分钟后"],
  [-2 * day, "6月1日 10:00"],
  [-400 * day, "2024年4月29日 10:00"],
];
for (const [gap, said] of when) {
  Deno.test(`${gap / minute} minutes from now reads ${said}`, () =>
    assert.equal(formatWhen(now + gap, now), said));
}

Deno.test("durations name two units at most", () => {
  assert.equal(formatDuration(45_000), "45 秒");
  assert.equal(formatDuration(12 * minute), "12 分钟");
  assert.equal(formatDuration(3 * hour + 20 * minute + 9000), "3 小时 20 分钟");
  assert.equal(formatDuration(2 * day + 4 * hour), "2 天 4 小时");
});

Deno.test("a countdown turns into an overrun", () => {
  assert.equal(formatCountdown(now + 12 * minute, now), "剩 12 分钟");
  assert.equal(formatCountdown(now - 3 * hour, now), "超时 3 小时");
});

Deno.test("days are those of the workspace, not of the device", () => {
  assert.equal(localDate(Date.UTC(2025, 5, 2, 16, 0)), "2025-06-03");
  assert.equal(localDate(Date.UTC(2025, 5, 2, 15, 59)), "2025-06-02");
  assert.equal(addDays("2024-02-28", 1), "2024-02-29");
  assert.equal(formatDay("2025-06-04", now), "明天");
  assert.equal(formatDay("2025-06-09", now), "6月9日");
  assert.equal(formatDate("nonsense", now), "–");
});

Deno.test("wall-clock time and instant are inverse, also where clocks change", () => {
  assert.equal(instantOf("2025-06-03", "10:00"), now);
  zone.value = "Europe/Berlin";
  const at = instantOf("2025-03-30", "12:00") ?? 0;
  assert.equal(at, Date.UTC(2025, 2, 30, 10, 0));
  assert.equal(formatDateTime(at, now), "3月30日 12:00");
  zone.value = "Asia/Shanghai";
  assert.equal(instantOf("2025-06-03", "late"), null);
});

Deno.test("English has the same shape", () => {
  locale.value = "en";
  assert.equal(formatWhen(now - 12 * minute, now), "12 min ago");
  assert.equal(formatDate("2025-06-01", now), "1 Jun");
  locale.value = "zh-CN";
});

Deno.test("the server's clock leads, running or standing", () => {
  setServerNow(5_000_000, true, 1000);
  assert.equal(serverNow(3000), 5_002_000);
  setServerNow(9_000_000, false, 1000);
  assert.equal(serverNow(3000), 9_000_000);
});
