import { onUnmounted } from "vue";
import { Sortable, type SortableEvent } from "sortablejs";

export interface Drop {
  id: number;
  from: string;
  to: string;
  /** The place in the lane it was dropped on. */
  place: number;
}

/** Reads a drop, and puts the node back: the page belongs to Vue, only the data moves. */
export function readDrop(event: SortableEvent): Drop | null {
  const { item, from, to } = event;
  const cards = [...from.querySelectorAll<HTMLElement>(":scope > .deal")].filter((el) => el !== item);
  item.remove();
  from.insertBefore(item, cards[event.oldDraggableIndex ?? 0] ?? null);
  const id = Number(item.dataset.id);
  const [source, target] = [from.dataset.stage, to.dataset.stage];
  if (source === undefined || target === undefined || source === target || !Number.isFinite(id)) return null;
  return { id, from: source, to: target, place: event.newDraggableIndex ?? 0 };
}

/** Makes the cards of lanes draggable between each other. For use in `setup`; give each lane's element once. */
export function useDrag(onDrop: (drop: Drop) => void): (el: HTMLElement) => void {
  const made = new Map<HTMLElement, { destroy(): void }>();
  onUnmounted(() => made.forEach((one) => one.destroy()));
  return (el) => {
    if (made.has(el)) return;
    made.set(
      el,
      Sortable.create(el, {
        group: "board",
        animation: 150,
        draggable: ".deal",
        delay: 180,
        delayOnTouchOnly: true,
        forceFallback: true,
        fallbackOnBody: true,
        fallbackTolerance: 4,
        ghostClass: "deal-ghost",
        dragClass: "deal-drag",
        scroll: true,
        onEnd(event) {
          const drop = readDrop(event);
          if (drop !== null) onDrop(drop);
        },
      }),
    );
  };
}
