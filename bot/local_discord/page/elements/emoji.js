// Emoji: their names for screen readers, and our own drawings of those every page needs, so that
// a machine without an emoji font shows them too. All others are left to the system's font.

import { say } from "../language/say.js";
import { h } from "./dom.js";
import { shape, sheet } from "./icons.js";

const NAMES = {
  "🔄": "emoji-reroll", "❌": "emoji-cross", "✉": "emoji-envelope", "❤": "emoji-heart", "👍": "emoji-thumbs-up", "👎": "emoji-thumbs-down",
  "🎉": "emoji-party", "😂": "emoji-laughing", "😮": "emoji-surprised", "🔥": "emoji-fire", "👀": "emoji-eyes", "✨": "emoji-sparkles",
  "⬅": "emoji-left", "➡": "emoji-right", "⬆": "emoji-up", "⬇": "emoji-down", "1⃣": "emoji-one", "2⃣": "emoji-two", "3⃣": "emoji-three",
  "4⃣": "emoji-four", "5⃣": "emoji-five", "🔍": "emoji-magnifier", "🪄": "emoji-wand", "🖌": "emoji-brush", "🎨": "emoji-palette", "✅": "emoji-check",
};

/** What the reaction menu offers. */
export const OFFERED = ["❌", "✉️", "❤️", "👍", "👎", "🎉", "😂", "😮", "🔥", "👀", "✨", "✅"];

const bare = (text) => text.replaceAll("\uFE0F", "");

export const emojiName = (text) => (NAMES[bare(text)] ? say(NAMES[bare(text)]) : text);

const line = (d, stroke, width) =>
  shape("path", { d, fill: "none", stroke, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" });

const DRAWN = {
  "🔄": () => [
    shape("rect", { width: 36, height: 36, rx: 5, fill: "#3b88c3" }),
    line("M8.5 15.5C10 10.8 13.6 8.2 18 8.2c4 0 7 1.9 9 5", "#fff", 3.4),
    line("M27.8 7v6.8H21", "#fff", 3.4),
    line("M27.5 20.5C26 25.2 22.4 27.8 18 27.8c-4 0-7-1.9-9-5", "#fff", 3.4),
    line("M8.2 29v-6.8H15", "#fff", 3.4),
  ],
  "❌": () => [line("M7 7l22 22M29 7 7 29", "#dd2e44", 6)],
  "✉": () => [
    shape("rect", { x: 2, y: 7, width: 32, height: 23, rx: 3, fill: "#ccd6dd" }),
    line("M3.5 28.5l11-11.5M32.5 28.5l-11-11.5", "#99aab5", 1.8),
    shape("path", { d: "M2 9.5C2 8 3.3 7 5 7h26c1.7 0 3 1 3 2.5L20.3 20.6c-1.4 1.2-3.2 1.2-4.6 0z", fill: "#e1e8ed" }),
    line("M3 9.2l12.7 11.2c1.4 1.2 3.2 1.2 4.6 0L33 9.2", "#99aab5", 1.8),
  ],
  "❤": () => [shape("path", { d: "M18 32C9 25.5 2.5 20 2.5 12.8 2.5 7.8 6.2 4.5 10.4 4.5c3.2 0 6 1.7 7.6 4.7 1.6-3 4.4-4.7 7.6-4.7 4.2 0 7.9 3.3 7.9 8.3C33.5 20 27 25.5 18 32z", fill: "#dd2e44" })],
  "✅": () => [
    shape("rect", { width: 36, height: 36, rx: 5, fill: "#77b255" }),
    line("M9 19l6.5 6.5L27.5 10.5", "#fff", 4),
  ],
};

/** An emoji as an element; `size` in pixels. A custom emoji of a server shows its name. */
export function emoji(text, size = 20) {
  const draw = DRAWN[bare(text)];
  if (!draw) return h("span", { class: "emoji", css: { "--size": `${size}px` }, "aria-hidden": "true" }, text);
  const svg = sheet("0 0 36 36", size);
  svg.classList.add("emoji-drawn");
  svg.append(...draw());
  return svg;
}

/** A component's or reaction's emoji object as an element. */
export const emojiOf = (object, size) => emoji(object.id ? `:${object.name}:` : object.name, size);
