/** A flat, quick stroke of a finger; a scroll or a tap is none. */
export function strokeOf(dx: number, dy: number, milliseconds: number): -1 | 0 | 1 {
  if (Math.abs(dx) < 56 || Math.abs(dx) < 1.6 * Math.abs(dy) || milliseconds > 700) return 0;
  return dx < 0 ? 1 : -1;
}

/** Listeners for an element that is swiped: +1 on, −1 back. */
export function useSwipe(onSwipe: (by: 1 | -1) => void) {
  let x = 0, y = 0, at = 0;
  return {
    onTouchstart(event: TouchEvent) {
      const touch = event.touches[0];
      if (touch === undefined) return;
      [x, y, at] = [touch.clientX, touch.clientY, event.timeStamp];
    },
    onTouchend(event: TouchEvent) {
      const touch = event.changedTouches[0];
      if (touch === undefined || (event.target as Element).closest(".lane-tabs, .q-menu") !== null) return;
      const by = strokeOf(touch.clientX - x, touch.clientY - y, event.timeStamp - at);
      if (by !== 0) onSwipe(by);
    },
  };
}
