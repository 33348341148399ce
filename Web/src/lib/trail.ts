import { shallowRef } from "vue";

/** The list that a record was opened from: where the way on and back leads. */
const trail = shallowRef<{ object: string; ids: readonly number[] }>({ object: "", ids: [] });

export function setTrail(object: string, ids: readonly number[]): void {
  trail.value = { object, ids };
}

export function neighbours(object: string, id: number): { previous: number | null; next: number | null } {
  const { object: of, ids } = trail.value;
  const at = of === object ? ids.indexOf(id) : -1;
  return at < 0
    ? { previous: null, next: null }
    : { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
}
