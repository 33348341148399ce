import { onMounted, onUnmounted } from "vue";

export type ListKey = "down" | "up" | "open" | "edit" | "pick" | "search" | "help";

const keys: Readonly<Record<string, ListKey>> = {
  j: "down",
  k: "up",
  Enter: "open",
  e: "edit",
  x: "pick",
  "/": "search",
  "\uff0f": "search",
  "、": "search", // the same key while a Chinese input method is on
  "?": "help",
  "\uff1f": "help",
};

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What a key means to a list; null for typing, for combinations, and for keys of something else. */
export function listKey(event: Pressed, typing: boolean): ListKey | null {
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return null;
  return keys[event.key] ?? null;
}

const BUSY = "input, textarea, select, [contenteditable], .q-dialog, .q-menu";

/** Whether the keyboard is somebody else's: a box that is typed in, a dialog, or a button that Enter presses. */
function isTaken(event: KeyboardEvent): boolean {
  const on = event.target instanceof Element ? event.target : null;
  if (document.querySelector(".q-dialog__inner, .q-menu") !== null) return true;
  if (on === null || on.closest(BUSY) !== null) {
    return on !== null && (on as HTMLInputElement).type !== "checkbox";
  }
  return event.key === "Enter" && on.closest("a, button") !== null;
}

/** For use in `setup`. */
export function useListKeys(handle: (key: ListKey) => void): void {
  const listen = (event: KeyboardEvent): void => {
    const key = listKey(event, isTaken(event));
    if (key === null) return;
    event.preventDefault();
    handle(key);
  };
  onMounted(() => document.addEventListener("keydown", listen));
  onUnmounted(() => document.removeEventListener("keydown", listen));
}
