import { ref } from "vue";
import { api } from "./api.ts";
import { session } from "./session.ts";
import { onStream } from "./sse.ts";

/** How many notifications the user has not read. */
export const unread = ref(0);

/** Asks the server for the count; the badge can wait, so a failure is silent. */
export async function countUnread(): Promise<void> {
  try {
    const answer = await api.get<{ unread?: number }>("/notifications", { limit: 1 });
    unread.value = answer.unread ?? 0;
  } catch {
    // offline, or logged out meanwhile: the last count stays
  }
}

/** Keeps the count until the returned function is called. */
export function followNotices(): () => void {
  unread.value = session.body?.unread ?? 0;
  void countUnread();
  const stops = [
    // one already unread may have been merged into: only the server can count
    onStream("notification", () => void countUnread()),
    onStream("resumed", () => void countUnread()),
  ];
  return () => stops.forEach((stop) => stop());
}
