// Pictures and files of a message. A picture that replaces another fades in over it in the same frame.

import { h, localUrl } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { openLightbox } from "../elements/lightbox.js";
import { say } from "../language/say.js";
import { sizeText } from "../text/size.js";

const MAX_WIDTH_PX = 550;
const MAX_HEIGHT_PX = 350;
const FADE_MS = 260;

const isPicture = (file) => Boolean(file.width && file.height && (file.content_type ?? "").startsWith("image/"));

/** Brings `box` to show `files`; frames that stay are kept, so nothing jumps or flickers. */
export function showAttachments(box, files) {
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  const frames = [...box.querySelectorAll(":scope > .gallery > .frame")];
  if (pictures.length && pictures.length === frames.length) pictures.forEach((file, i) => changeFrame(frames[i], file));
  else {
    box.querySelector(":scope > .gallery")?.remove();
    if (pictures.length) box.prepend(gallery(pictures));
  }
  for (const card of box.querySelectorAll(":scope > .file-card, :scope > video, :scope > audio")) card.remove();
  box.append(...others.map(fileCard));
}

function gallery(pictures) {
  const box = h("div", { class: "gallery", data: { count: Math.min(pictures.length, 10) } });
  box.append(...pictures.map((file) => {
    const frame = h("button", { type: "button", class: "frame" });
    frame.addEventListener("click", () => (frame.classList.contains("veiled") ? unveil(frame) : openLightbox(frame)));
    changeFrame(frame, file);
    return frame;
  }));
  return box;
}

/** Width and height at which a picture is shown: whole, never enlarged, at most 550 × 350. */
export function shownSize({ width, height }) {
  const scale = Math.min(1, MAX_WIDTH_PX / width, MAX_HEIGHT_PX / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function changeFrame(frame, file) {
  if (frame.dataset.id === file.id && frame.dataset.url === file.url) return;
  const alt = file.description || file.filename;
  const { width, height } = shownSize(file);
  const isVeiled = isSpoiler(file) && !seen.has(file.id);
  frame.style.setProperty("--width", `${width}px`);
  frame.style.setProperty("--ratio", `${file.width} / ${file.height}`);
  Object.assign(frame.dataset, { id: file.id, url: file.url, filename: file.filename, veil: say("spoiler") });
  frame.classList.toggle("veiled", isVeiled);
  frame.setAttribute("aria-label", isVeiled ? say("spoiler-picture") : say("picture-open", { alt }));
  const source = localUrl(file.url);
  if (source === null) return frame.replaceChildren(h("span", { class: "not-loaded" }, say("picture-foreign")));
  fadeIn(frame, h("img", { src: source, alt, width: file.width, height: file.height, draggable: "false" }));
}

const SPOILER_FLAG = 1 << 5;
const seen = new Set(); // ids of the spoilers that were shown

const isSpoiler = (file) => Boolean(file.spoiler || (file.flags ?? 0) & SPOILER_FLAG || file.filename?.startsWith("SPOILER_"));

/** A spoiler is blurred until it is pressed, and named only then. */
function unveil(frame) {
  seen.add(frame.dataset.id);
  frame.classList.remove("veiled");
  frame.setAttribute("aria-label", say("picture-open", { alt: frame.querySelector("img")?.alt ?? "" }));
}

/** Lays the new picture over the old one once it is decoded, then takes the old one away. */
async function fadeIn(frame, picture) {
  const before = frame.querySelector("img");
  if (!before) return frame.replaceChildren(picture);
  picture.classList.add("arriving");
  try {
    await picture.decode();
  } catch {
    return picture.src.endsWith(localUrl(frame.dataset.url)) ? frame.replaceChildren(picture) : undefined;
  }
  if (!picture.src.endsWith(localUrl(frame.dataset.url))) return undefined; // a still newer one came meanwhile
  frame.append(picture);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  await picture.animate([{ opacity: 0 }, { opacity: 1 }], { duration: isCalm ? 0 : FADE_MS, easing: "ease" }).finished;
  picture.classList.remove("arriving");
  for (const other of frame.querySelectorAll("img")) if (other !== picture && other.compareDocumentPosition(picture) & Node.DOCUMENT_POSITION_FOLLOWING) other.remove();
  return undefined;
}

export function fileCard(file) {
  const source = localUrl(file.url) ?? "#";
  if ((file.content_type ?? "").startsWith("video/")) return h("video", { src: source, controls: true, preload: "metadata", class: "film", "aria-label": file.filename });
  return h("div", { class: "file-card" }, icon("file", 32),
    h("div", {}, h("a", { href: source, download: file.filename }, file.filename), h("small", {}, sizeText(file.size))),
    h("a", { class: "icon-button", href: source, download: file.filename, "aria-label": say("file-download", { file: file.filename }) }, icon("download", 20)));
}
