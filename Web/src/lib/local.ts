import { reactive } from "vue";

const PREFIX = "yuyan.ui.";
const chosen = reactive<Record<string, string[] | null>>({});

function read(name: string): string[] | null {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
    return Array.isArray(held) ? held.filter((k): k is string => typeof k === "string") : null;
  } catch {
    return null; // storage switched off, or not ours
  }
}

/** What the user chose on this device, such as the columns of a list; null: nothing yet. */
export function chosenKeys(name: string): string[] | null {
  return name in chosen ? chosen[name] ?? null : read(name);
}

export function chooseKeys(name: string, keys: string[] | null): void {
  chosen[name] = keys;
  try {
    if (keys === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(keys));
  } catch {
    // the choice lasts until the page is closed
  }
}
