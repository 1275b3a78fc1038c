// Who this tab is: the panel bottom left, its switch to another person, and the light.

import { avatar } from "../elements/avatar.js";
import { h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { openPopup, roveKeys } from "../elements/popup.js";
import { say } from "../language/say.js";
import { nameOf, state } from "../state.js";
import { languageButton } from "./language.js";

const THEMES = { auto: ["screen", "theme-auto"], dark: ["moon", "theme-dark"], light: ["sun", "theme-light"] };

/** The person asked for in the address, else the one this tab was before; an id or a name. */
export function wantedPerson() {
  return new URLSearchParams(location.search).get("person") ?? sessionStorage.getItem("easel.person");
}

export function rememberPerson(id) {
  sessionStorage.setItem("easel.person", id);
}

const theme = () => localStorage.getItem("easel.theme") ?? "auto";

export function startTheme() {
  document.documentElement.dataset.theme = theme();
}

export function userPanel() {
  const [sign, key] = THEMES[theme()];
  const [label, role] = [say(key), say(state.me.is_admin ? "admin" : "online")];
  return h("section", { class: "user-panel", "aria-label": say("you") },
    h("button", { type: "button", class: "who", "aria-label": say("you-are", { name: nameOf(state.me), role }), "aria-haspopup": "menu", onclick: (event) => openSwitch(event.currentTarget) },
      avatar(state.me, 32, { presence: true }), h("span", { class: "who-words" }, h("b", {}, nameOf(state.me)), " ", h("small", {}, role))),
    h("button", { type: "button", class: "icon-button", "aria-label": say("switch"), title: say("switch"), "aria-haspopup": "menu", onclick: (event) => openSwitch(event.currentTarget) }, icon("swap", 20)),
    languageButton(),
    h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: nextTheme }, icon(sign, 20)));
}

function nextTheme(event) {
  const names = Object.keys(THEMES);
  const next = names[(names.indexOf(theme()) + 1) % names.length];
  localStorage.setItem("easel.theme", next);
  startTheme();
  const [sign, key] = THEMES[next];
  const label = say(key);
  event.currentTarget.replaceChildren(icon(sign, 20));
  event.currentTarget.setAttribute("aria-label", label);
  event.currentTarget.title = label;
}

/** Offers to be somebody else, beside `anchor`. */
export function openSwitch(anchor) {
  const rows = state.people.map((person) => h("button", {
    type: "button", role: "menuitemradio", "aria-checked": String(person.id === state.me.id), class: "person-row", onclick: () => become(person),
  }, avatar(person, 32, { presence: true }), h("span", { class: "who-words" }, h("b", {}, nameOf(person)), h("small", {}, person.is_admin ? say("admin") : person.username)),
  person.id === state.me.id && icon("check", 18)));
  const menu = h("div", { class: "menu people-menu", role: "menu", "aria-label": say("switch") }, h("p", { class: "menu-title" }, say("switch-title")), rows,
    h("p", { class: "menu-note" }, say("switch-note")));
  roveKeys(menu, '[role="menuitemradio"]');
  openPopup(anchor, menu, { side: "above" });
  rows.find((row) => row.getAttribute("aria-checked") === "true")?.focus();
}

/** Becomes another person: the page starts anew as them, in the same channel. */
function become(person) {
  if (person.id === state.me.id) return;
  rememberPerson(person.id);
  const channel = state.channels.get(state.current);
  location.href = `?person=${person.id}${channel && channel.type !== 1 ? `#${channel.id}` : ""}`;
}
