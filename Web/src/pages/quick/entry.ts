import { type Field, fieldOf, optionOf, schema } from "../../lib/schema.ts";
import type { Draft } from "./draft.ts";
import { t as base } from "../../lib/i18n.ts";
import { t } from "./words.ts";

/** Channels whose length tells whether they count. */
const TIMED: readonly string[] = ["call", "meeting", "visit", "demo"];
export const isTimed = (channel: string | null): boolean => channel !== null && TIMED.includes(channel);
export const durations: readonly number[] = [2, 5, 15, 30, 60];

export const touchField = (name: "channel_field" | "content_field"): Field | null => {
  const touch = schema.value?.touch;
  return touch ? fieldOf(touch.object, touch[name]) : null;
};
export const extraField = (key: string): Field | null =>
  schema.value?.touch ? fieldOf(schema.value.touch.object, key) : null;

/** Objects that a touch can be about, by key. */
export function targetObjects(): string[] {
  const touch = schema.value?.touch;
  if (!touch) return [];
  return touch.targets.flatMap((key) => fieldOf(touch.object, key)?.object ?? []);
}

export type Missing = "customerMissing" | "channelMissing" | "contentMissing";

/** What stands in the way of saving, the first thing first. */
export function missing(draft: Draft): Missing | null {
  if (draft.customer === null) return "customerMissing";
  if (draft.channel === null) return "channelMissing";
  return draft.content.trim() === "" && draft.tags.length === 0 ? "contentMissing" : null;
}

/** The words, or a sentence made of the tags. */
export function contentOf(draft: Draft, channelLabel: string, tagLabels: readonly string[]): string {
  const typed = draft.content.trim();
  if (typed !== "" || tagLabels.length === 0) return typed;
  return t("composed", { channel: channelLabel, tags: tagLabels.join(base("list.separator")) });
}

const label = (field: Field | null, key: string): string => (field && optionOf(field, key)?.label) ?? key;
const orNull = (text: string): string | null => text.trim() === "" ? null : text.trim();

/** The body of POST /touches, without its files. */
export function bodyOf(draft: Draft): Record<string, unknown> {
  const channel = draft.channel ?? "";
  const tags = draft.tags.map((key) => label(extraField("feedback"), key));
  return {
    object: draft.customer?.object,
    record_id: draft.customer?.id,
    channel,
    content: contentOf(draft, label(touchField("channel_field"), channel), tags),
    feedback: [...draft.tags],
    duration_minutes: isTimed(draft.channel) ? draft.minutes : null,
    next_action: orNull(draft.nextAction),
    next_date: draft.nextDate,
    demand: orNull(draft.demand),
    answer: orNull(draft.answer),
    hidden_concern: orNull(draft.concern),
  };
}
