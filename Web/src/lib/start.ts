import { watch } from "vue";
import { flushOutbox, outbox, refreshOutbox } from "./outbox.ts";
import { followNotices } from "./notices.ts";
import { loadSchema, setSchema } from "./schema.ts";
import { loadSession, session } from "./session.ts";
import { closeStream, openStream, reconnectNow } from "./sse.ts";

function watchConnection(): void {
  addEventListener("online", () => {
    outbox.online = true;
    if (session.offline) void loadSession();
    reconnectNow();
    void flushOutbox();
  });
  addEventListener("offline", () => outbox.online = false);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void flushOutbox();
  });
}

let unfollow: (() => void) | null = null;

function entered(): void {
  unfollow = followNotices();
  openStream();
  void loadSchema().catch(() => {}); // the screen that needs it says so
  void flushOutbox();
}

function left(): void {
  unfollow?.();
  unfollow = null;
  closeStream();
  setSchema(null);
  void refreshOutbox();
}

/** What runs beside the screens: session, stream, schema, outbox. */
export function startServices(): void {
  watchConnection();
  watch(() => session.body?.user.id ?? null, (now) => {
    left();
    if (now !== null) entered();
  });
  void loadSession();
}
