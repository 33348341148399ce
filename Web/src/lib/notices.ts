import { ref } from "vue";
import { session } from "./session.ts";
import { onStream } from "./sse.ts";

/** How many notifications the user has not read. */
export const unread = ref(0);

export function followNotices(): () => void {
  unread.value = session.body?.unread ?? 0;
  return onStream("notification", (event) => unread.value = event.unread ?? unread.value + 1);
}
