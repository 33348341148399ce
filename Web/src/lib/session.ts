import { reactive } from "vue";
import { api, configureApi, Offline, Problem } from "./api.ts";
import { setServerNow, zone } from "./clock.ts";

/** What GET and POST /api/v1/session answer. */
export interface SessionBody {
  user: {
    id: number;
    name: string;
    role: string;
    role_label: string;
    org_unit: number | null;
    team_name: string | null;
    manages?: boolean;
    administers?: boolean;
  };
  workspace: { id: string | number; name: string; time_zone?: string };
  schema_number: number;
  now: number;
  /** "manual": the server's clock stands still and is moved by hand. */
  clock?: "system" | "manual";
  /** A workspace to try things in. */
  demo?: boolean;
  unread?: number;
}

export type SessionState = "unknown" | "out" | "in";
export const session = reactive<{ state: SessionState; body: SessionBody | null; offline: boolean }>({
  state: "unknown",
  body: null,
  /** Known from the last visit only: the server has not been heard yet. */
  offline: false,
});

const STORED = "yuyan.session";

function remember(body: SessionBody | null): void {
  if (typeof localStorage === "undefined") return;
  if (body === null) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, JSON.stringify(body));
}

function recall(): SessionBody | null {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(STORED) ?? "null");
    return isSession(read) ? read : null;
  } catch {
    return null;
  }
}

export function isSession(value: unknown): value is SessionBody {
  const body = value as Partial<SessionBody> | null;
  return typeof body === "object" && body !== null && typeof body.user?.id === "number" &&
    typeof body.user.name === "string" && typeof body.workspace?.name === "string";
}

function enter(body: SessionBody): void {
  setServerNow(body.now, body.clock !== "manual");
  zone.value = body.workspace.time_zone ?? "Asia/Shanghai";
  Object.assign(session, { state: "in", body, offline: false });
  remember(body);
}

function leave(): void {
  Object.assign(session, { state: "out", body: null, offline: false });
  remember(null);
}

/** Asks who is logged in. Without an answer the last visit's user may go on, offline. */
export async function loadSession(): Promise<void> {
  try {
    enter(await api.get<SessionBody>("/session"));
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return leave();
    const last = recall();
    if (last === null) return leave();
    Object.assign(session, { state: "in", body: last, offline: true });
    if (!(error instanceof Offline) && !(error instanceof Problem)) throw error;
  }
}

export async function logIn(login: string, password: string): Promise<void> {
  enter(await api.post<SessionBody>("/session", { login, password }));
}

/** Ends the session here in any case, and on the server when it can be reached. */
export async function logOut(): Promise<void> {
  try {
    await api.delete("/session");
  } catch (error) {
    if (!(error instanceof Offline) && !(error instanceof Problem)) throw error;
  } finally {
    leave();
  }
}

/** The user; only for screens behind the log-in. */
export function me(): SessionBody["user"] {
  if (session.body === null) throw new Error("nobody is logged in");
  return session.body.user;
}

configureApi({ onSignedOut: leave });
