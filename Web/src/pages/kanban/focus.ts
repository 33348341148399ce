export type Step = "up" | "down" | "left" | "right";

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

export const stepOf = (key: string): Step | null => steps[key] ?? null;

/** The place after a step over lanes of these lengths: empty lanes are passed over. */
export function walk(
  lengths: readonly number[],
  lane: number,
  place: number,
  step: Step,
): { lane: number; place: number } | null {
  if (step === "up" || step === "down") {
    const next = place + (step === "up" ? -1 : 1);
    return next < 0 || next >= (lengths[lane] ?? 0) ? null : { lane, place: next };
  }
  const by = step === "left" ? -1 : 1;
  for (let at = lane + by; at >= 0 && at < lengths.length; at += by) {
    const length = lengths[at] ?? 0;
    if (length > 0) return { lane: at, place: Math.min(place, length - 1) };
  }
  return null;
}
