import { addDays } from "../../lib/times.ts";

export interface DateChip {
  key: "tomorrow" | "thisFriday" | "nextMonday" | "nextFriday";
  date: string;
}

/** 0 for Monday … 6 for Sunday. */
const weekday = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The dates that are mostly meant, each once: what falls on an earlier chip is left out. */
export function dateChips(today: string): DateChip[] {
  const monday = addDays(today, 7 - weekday(today));
  const friday = addDays(monday, -3);
  const chips: DateChip[] = [
    { key: "tomorrow", date: addDays(today, 1) },
    ...(friday > today ? [{ key: "thisFriday", date: friday } as const] : []),
    { key: "nextMonday", date: monday },
    ...(friday > today ? [] : [{ key: "nextFriday", date: addDays(monday, 4) } as const]),
  ];
  return chips.filter((c, i) => chips.findIndex((other) => other.date === c.date) === i);
}
