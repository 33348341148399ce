import { api } from "./api.ts";
import { setServerNow } from "./clock.ts";
import { deliver } from "./sse.ts";

/** Moves the server's clock on, where it is set by hand, and tells every screen. */
export async function advanceClock(minutes: number): Promise<void> {
  const { now } = await api.put<{ now: number }>("/clock", { advance_minutes: minutes });
  setServerNow(now, false);
  deliver("clock", { now, running: false });
}
