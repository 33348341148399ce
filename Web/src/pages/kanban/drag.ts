import { onUnmounted } from "vue";
import { Sortable, type SortableEvent } from "sortablejs";

export interface Drop {
  id: number;
  from: string;
  to: string;
  /** The place in the lane it was dropped on. */
  place: number;
}

/**
 * Reads a drop, and puts the node back: the page belongs to Vue, only the data moves. It must stand before the
 * very node it stood before, be it only an anchor of Vue's, or Vue loses it.
 */
export function readDrop(event: SortableEvent, before: Node | null): Drop | null {
  const { item, from, to } = event;
  from.insertBefore(item, before);
  const id = Number(item.dataset.id);
  const [source, target] = [from.dataset.stage, to.dataset.stage];
  if (source === undefined || target === undefined || source === target || !Number.isFinite(id)) return null;
  return { id, from: source, to: target, place: event.newDraggableIndex ?? 0 };
}

/** Makes the cards of lanes draggable between each other. For use in `setup`; give each lane's element once. */
export function useDrag(onDrop: (drop: Drop) => void): (el: HTMLElement) => void {
  const made = new Map<HTMLElement, { destroy(): void }>();
  let before: Node | null = null;
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
        onStart: ({ item }) => before = item.nextSibling,
        onEnd(event) {
          const drop = readDrop(event, before);
          if (drop !== null) onDrop(drop);
        },
      }),
    );
  };
}
