import { reactive, watch } from "vue";
import { session } from "../../lib/session.ts";

export interface Customer {
  object: string;
  id: number;
  label: string;
}

/** What was entered so far. */
export interface Draft {
  customer: Customer | null;
  channel: string | null;
  tags: string[];
  content: string;
  minutes: number | null;
  nextAction: string;
  nextDate: string | null;
  demand: string;
  answer: string;
  concern: string;
  files: File[];
}

export const emptyDraft = (): Draft => ({
  customer: null,
  channel: null,
  tags: [],
  content: "",
  minutes: null,
  nextAction: "",
  nextDate: null,
  demand: "",
  answer: "",
  concern: "",
  files: [],
});

const STORED = "yuyan.quick";
const owner = (): string => `${session.body?.workspace.id}:${session.body?.user.id}`;

interface Stored {
  owner: string;
  draft: Omit<Draft, "files"> | null;
  recent: Customer[];
}

function read(): Stored {
  const empty: Stored = { owner: owner(), draft: null, recent: [] };
  try {
    const held = JSON.parse(localStorage.getItem(STORED) ?? "null") as Stored | null;
    return held !== null && held.owner === empty.owner ? { ...empty, ...held } : empty;
  } catch {
    return empty; // storage switched off, or not ours
  }
}

function write(change: Partial<Stored>): void {
  try {
    localStorage.setItem(STORED, JSON.stringify({ ...read(), ...change, owner: owner() }));
  } catch {
    // the draft lasts until the page is closed
  }
}

export const worthKeeping = (d: Draft): boolean =>
  d.content !== "" || d.tags.length > 0 || d.nextAction !== "" || d.demand !== "" || d.answer !== "" ||
  d.concern !== "" || d.files.length > 0;

/** The draft as it was left, or a new one; kept on this device while it is written. For use in `setup`. */
export function useDraft(customer: Customer | null, channel: string | null): Draft {
  const { draft: held, recent } = read();
  const same = held !== null &&
    (customer === null || (held.customer?.object === customer.object && held.customer.id === customer.id));
  const draft = reactive<Draft>(same ? { ...emptyDraft(), ...held, files: [] } : emptyDraft());
  draft.customer = customer ?? draft.customer ?? recent[0] ?? null;
  if (channel !== null) draft.channel = channel;
  watch(() => ({ ...draft }), () => {
    const { files: _, ...rest } = draft;
    write({ draft: worthKeeping(draft) ? rest : null });
  });
  return draft;
}

export const recentCustomers = (): Customer[] => read().recent;

/** After a save: the next entry starts anew, and this customer is offered first. */
export function forgetDraft(customer: Customer): void {
  const others = recentCustomers().filter((c) => c.object !== customer.object || c.id !== customer.id);
  write({ draft: null, recent: [customer, ...others].slice(0, 5) });
}
