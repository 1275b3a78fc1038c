// One picture large, with all others of the channel by arrow key.

import { say } from "../language/say.js";
import { h, localUrl } from "./dom.js";
import { icon } from "./icons.js";

/** Opens the picture in `frame` (a .frame of the log). */
export function openLightbox(frame) {
  const frames = [...document.querySelectorAll("#log .frame:not(.veiled):has(img)")];
  let at = Math.max(0, frames.indexOf(frame));
  const picture = h("img", { class: "large" });
  const original = h("a", { class: "bar-link", target: "_blank", rel: "noopener" }, icon("external", 18), h("span", {}, say("picture-original")));
  const download = h("a", { class: "bar-link" }, icon("download", 18), h("span", {}, say("picture-download")));
  const place = h("span", { class: "place", "aria-live": "polite" });
  const previous = arrow("left", say("picture-previous"), () => show(at - 1));
  const next = arrow("right", say("picture-next"), () => show(at + 1));
  const dialog = h("dialog", { class: "lightbox", "aria-label": say("picture") },
    h("div", { class: "lightbox-bar" }, place, original, download,
      h("button", { type: "button", class: "round", "aria-label": say("picture-close"), onclick: () => dialog.close() }, icon("close", 20))),
    previous, picture, next);

  function show(index) {
    if (index < 0 || index >= frames.length) return;
    at = index;
    const source = localUrl(frames[at].dataset.url);
    Object.assign(picture, { src: source, alt: frames[at].querySelector("img").alt });
    original.href = download.href = source;
    download.download = frames[at].dataset.filename ?? "";
    place.textContent = frames.length > 1 ? say("picture-place", { at: at + 1, count: frames.length }) : "";
    previous.hidden = at === 0;
    next.hidden = at === frames.length - 1;
  }

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    frames[at].focus({ preventScroll: true });
    frames[at].scrollIntoView({ block: "nearest" });
  });
  document.body.append(dialog);
  show(at);
  dialog.showModal();
}

const arrow = (sign, label, act) => h("button", { type: "button", class: `round arrow ${sign}`, "aria-label": label, onclick: act }, icon(sign, 24));
