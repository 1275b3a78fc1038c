// Small notes at the edge of the page, and the line a screen reader hears.

import { say } from "../language/say.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_MS = 6000;

export function toast(text) {
  const close = () => note.remove();
  const note = h("div", { class: "toast", role: "alert" }, icon("warning", 20), h("span", {}, text),
    h("button", { type: "button", "aria-label": say("note-close"), onclick: close }, icon("close", 16)));
  byId("toasts").append(note);
  setTimeout(close, SHOWN_MS);
}

export function announce(text) {
  byId("announcer").textContent = text;
}

/** Runs `act`; a refusal of the server becomes a note. */
export async function noted(act) {
  try {
    return await act();
  } catch (error) {
    toast(error.message);
    return null;
  }
}
