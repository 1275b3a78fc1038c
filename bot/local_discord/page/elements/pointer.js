// Mouse or finger: which is in use, for a laptop may have both; and a finger that rests, as a mouse's right button.

const set = (kind) => { document.documentElement.dataset.pointer = kind; };

/** Keeps `data-pointer` of the page at "mouse" or "touch"; styles show by it what hovering brings up. */
export function startPointer() {
  if (matchMedia("(hover: none) and (pointer: coarse)").matches) return set("touch"); // a phone
  set("mouse");
  for (const name of ["pointerdown", "pointermove"]) {
    addEventListener(name, ({ pointerType }) => set(pointerType === "mouse" ? "mouse" : "touch"), { capture: true, passive: true });
  }
  return undefined;
}

export const isTouch = () => document.documentElement.dataset.pointer === "touch";

const RESTS_MS = 450;
const MOVES_PX = 10;

/** Calls `act({x, y})` when a finger rests on `element`; the click that follows is none. */
export function onLongPress(element, act) {
  let timer = null, from = null;
  const stop = () => clearTimeout(timer);
  const noClick = (event) => { event.preventDefault(); event.stopPropagation(); };
  element.addEventListener("pointerdown", (event) => {
    stop();
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    from = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      addEventListener("click", noClick, { capture: true, once: true });
      setTimeout(() => removeEventListener("click", noClick, { capture: true }), 2 * RESTS_MS);
      act(from);
    }, RESTS_MS);
  });
  element.addEventListener("pointermove", (event) => {
    if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > MOVES_PX) stop();
  });
  for (const end of ["pointerup", "pointercancel", "contextmenu"]) element.addEventListener(end, stop);
}
