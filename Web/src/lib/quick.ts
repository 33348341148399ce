import { reactive } from "vue";

/** What the quick-entry sheet should start with: the record that was open, or the row that was tapped. */
export interface QuickContext {
  object?: string;
  id?: number;
  label?: string;
  /** Done with the entry. */
  taskId?: number;
  /** The channel that was just used. */
  channel?: string;
}

export const quick = reactive<{ open: boolean; context: QuickContext }>({ open: false, context: {} });

/** Opens the sheet over whatever is on the screen. */
export function openQuickEntry(context: QuickContext = {}): void {
  quick.context = context;
  quick.open = true;
}

export function closeQuickEntry(): void {
  quick.open = false;
}
