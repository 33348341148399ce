import { stepOf, walk } from "./focus.ts";
import type { Lane } from "./lanes.ts";
import type { Moves } from "./moves.ts";

/** Arrows walk from card to card; with Shift, left and right move the card itself. */
export function pressOnBoard(event: KeyboardEvent, lanes: readonly Lane[], moves: Moves): void {
  const step = stepOf(event.key);
  const card = event.target instanceof Element ? event.target.closest<HTMLElement>(".deal") : null;
  if (step === null || card === null || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const id = Number(card.dataset.id);
  const at = lanes.findIndex((l) => l.paging.rows.value.some((r) => r.id === id));
  const from = lanes[at];
  const row = from?.paging.rows.value.find((r) => r.id === id);
  if (from === undefined || row === undefined) return;
  if (event.shiftKey) {
    const to = step === "right" ? lanes[at + 1] : step === "left" ? lanes[at - 1] : undefined;
    if (to !== undefined) void moves.move(row, from.stage.key, to.stage.key);
    return;
  }
  const place = from.paging.rows.value.indexOf(row);
  const next = walk(lanes.map((l) => l.paging.rows.value.length), at, place, step);
  const target = next && lanes[next.lane]?.paging.rows.value[next.place];
  if (target) document.querySelector<HTMLElement>(`.deal[data-id="${target.id}"] .deal-title`)?.focus();
}
