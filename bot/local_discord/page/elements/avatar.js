// Round pictures of people, drawn here: the bot's sign, everybody else's first letter.

import { nameOf, state } from "../state.js";
import { h } from "./dom.js";
import { shape, sheet } from "./icons.js";

const COLOURS = ["#5865f2", "#c4576d", "#3a8f5c", "#b5722a", "#8b5cc7", "#2f85b0", "#a8508f"];

function colour(id) {
  const place = state.people.findIndex((person) => person.id === id);
  return COLOURS[(place >= 0 ? place : Number((BigInt(id) >> 3n) & 0xffffn)) % COLOURS.length];
}

let gradients = 0;

/** The sign of Easel: a canvas on its stand. */
export function easelSign(size, { isRound = false } = {}) {
  const id = `sign-${gradients++}`;
  const stop = (offset, stopColor) => shape("stop", { offset, "stop-color": stopColor });
  const svg = sheet("0 0 48 48", size);
  svg.append(
    shape("defs", {}, shape("linearGradient", { id, x1: 0, y1: 0, x2: 1, y2: 1 }, stop(0, "#6d5bff"), stop(0.55, "#d14fa6"), stop(1, "#ff9a5a"))),
    shape("rect", { width: 48, height: 48, rx: isRound ? 24 : 0, fill: `url(#${id})` }),
    shape("path", { d: "M24 9v4M17.5 31l-3.5 9M30.5 31l3.5 9M24 31v6", fill: "none", stroke: "#fff", "stroke-width": 2.6, "stroke-linecap": "round" }),
    shape("rect", { x: 12, y: 13, width: 24, height: 18, rx: 2.5, fill: "#fff" }),
    shape("path", { d: "M14 28.8l6-7.5 4.3 5 3.2-3.3 6.5 5.8z", fill: "#5b49e0" }),
    shape("circle", { cx: 29.5, cy: 18, r: 2.4, fill: "#ff9a5a" }));
  return svg;
}

/** A letter on a colour; drawn by the style sheet, for it is no text. */
const letter = (user) => h("span", { class: "letter", css: { background: colour(user.id) }, data: { letter: (nameOf(user)[0] ?? "?").toUpperCase() } });

/** A round avatar; with `presence`, its dot. */
export function avatar(user, size, { presence = null } = {}) {
  const picture = user.id === state.bot?.user.id ? easelSign(size, { isRound: true }) : letter(user);
  const dot = presence === null ? null : h("span", { class: `dot ${presence ? "online" : "offline"}` });
  return h("span", { class: "avatar", css: { "--size": `${size}px` }, "aria-hidden": "true" }, picture, dot);
}

export const badge = (user) => (user.bot ? h("span", { class: "app-badge", data: { badge: "APP" } }) : null);
