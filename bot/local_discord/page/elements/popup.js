// Something small that opens beside its anchor, above everything, and closes by Escape or a press outside.

import { h } from "./dom.js";

const MARGIN_PX = 8;
let openNow = null;

/**
 * Shows `content` beside `anchor` (an element or {x, y}); one at a time.
 * Inside a form it lives in that form, for all outside a modal dialog is inert.
 */
export function openPopup(anchor, content, { side = "below", align = "start", width = null, parent = null, onClose = () => {} } = {}) {
  if (!parent) openNow?.close();
  const isElement = anchor instanceof Element;
  const back = document.activeElement;
  const host = (isElement && anchor.closest("dialog")) || document.body;
  const box = h("div", { class: "popup" }, content);
  const popup = {
    box, child: null,
    close({ refocus = true } = {}) {
      if (!box.isConnected) return;
      popup.child?.close();
      box.remove();
      document.removeEventListener("pointerdown", outside, true);
      removeEventListener("resize", popup.close);
      if (openNow === popup) openNow = null;
      onClose();
      if (refocus && back?.isConnected) back.focus({ preventScroll: true });
    },
  };
  const outside = (event) => {
    const inChild = popup.child?.box.contains(event.target);
    if (!box.contains(event.target) && !inChild && !(isElement && anchor.contains(event.target))) popup.close({ refocus: false });
  };
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && event.key !== "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    popup.close();
  });
  host.append(box);
  if (parent) parent.child = popup;
  else openNow = popup;
  const spot = isElement ? anchor.getBoundingClientRect() : new DOMRect(anchor.x, anchor.y, 0, 0);
  if (width === "anchor") box.style.minWidth = `${spot.width}px`;
  place(box, spot, side, align);
  document.addEventListener("pointerdown", outside, true);
  addEventListener("resize", popup.close);
  return popup;
}

function place(box, spot, side, align) {
  if (box.showPopover) {
    box.popover = "manual";
    box.showPopover();
  }
  const { width, height } = box.getBoundingClientRect();
  const beside = side === "beside";
  let x = beside ? spot.right + 4 : align === "end" ? spot.right - width : spot.left;
  let y = beside ? spot.top - 8 : side === "above" ? spot.top - height - MARGIN_PX : spot.bottom + 4;
  if (beside && x + width > innerWidth - MARGIN_PX) x = spot.left - width - 4;
  if (side === "below" && y + height > innerHeight - MARGIN_PX && spot.top > innerHeight - spot.bottom) y = spot.top - height - 4;
  if (side === "above" && y < MARGIN_PX) y = spot.bottom + 4;
  box.style.left = `${Math.max(MARGIN_PX, Math.min(x, innerWidth - width - MARGIN_PX))}px`;
  box.style.top = `${Math.max(MARGIN_PX, Math.min(y, innerHeight - height - MARGIN_PX))}px`;
}

/** Arrow keys, Home and End among the items; letters jump to a name. */
export function roveKeys(menu, selector) {
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll(selector)];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key.length === 1 && /\S/.test(event.key)) {
      const letter = event.key.toLowerCase();
      [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    }
  });
}
