// Fields of plain text inside a line, and where the caret stands in them.

import { h } from "../elements/dom.js";

/** An editable span that holds plain text only. */
export function plainSpan(props) {
  const span = h("span", { tabindex: "0", spellcheck: "false", autocapitalize: "off", ...props });
  try {
    span.contentEditable = "plaintext-only";
  } catch {
    span.contentEditable = "true"; // older Firefox
  }
  span.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!text || span.contentEditable === "plaintext-only") return;
    event.preventDefault();
    document.execCommand("insertText", false, text);
  });
  return span;
}

export function caretToEnd(element) {
  element.focus();
  const range = document.createRange();
  range.selectNodeContents(element);
  range.collapse(false);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

/** How many characters stand before the caret; null when text is selected or the caret is elsewhere. */
export function caretAt(element) {
  const selection = getSelection();
  if (!selection.rangeCount || !selection.isCollapsed || !element.contains(selection.anchorNode)) return null;
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(selection.anchorNode, selection.anchorOffset);
  return range.toString().length;
}
