// The list of members on the right.

import { avatar, badge } from "../elements/avatar.js";
import { byId, h, redraw } from "../elements/dom.js";
import { say } from "../language/say.js";
import { userMenu } from "../messages/menu.js";
import { emit, isDm, nameOf, on, roleColour, state } from "../state.js";

const KEY = "easel.members";

const wide = matchMedia("(min-width: 1100px)"); // else the list lies over the channel: only who asks for it gets it
let isAskedFor = false;

export const showsMembers = () => (wide.matches ? localStorage.getItem(KEY) !== "no" : isAskedFor);

export function startMembers() {
  for (const topic of ["world", "presence", "channel", "members"]) on(topic, drawMembers);
  wide.addEventListener("change", () => emit("members"));
}

export function toggleMembers() {
  if (wide.matches) localStorage.setItem(KEY, showsMembers() ? "no" : "yes");
  else isAskedFor = !isAskedFor;
  emit("members");
}

function drawMembers() {
  const list = byId("members");
  list.hidden = !showsMembers() || !state.current || isDm(state.channels.get(state.current));
  if (list.hidden) return;
  const online = [...state.people, ...(state.bot.online ? [state.bot.user] : [])];
  const offline = state.bot.online ? [] : [state.bot.user];
  redraw(list, group(say("online"), online, true), group(say("offline"), offline, false));
}

function group(title, users, isOnline) {
  if (!users.length) return null;
  return [h("h3", { class: "category" }, say("group", { title, count: users.length })), users.map((user) => row(user, isOnline))];
}

function row(user, isOnline) {
  const colour = roleColour(user.id);
  const button = h("button", {
    type: "button", class: `member ${isOnline ? "" : "away"}`, "aria-label": say(isOnline ? "member-online" : "member-offline", { name: nameOf(user) }), "aria-haspopup": "menu",
    onclick: () => userMenu(button, user),
  }, avatar(user, 32, { presence: isOnline }), h("span", { class: "row-name", css: colour ? { "--role": colour } : {} }, nameOf(user)), badge(user));
  button.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    userMenu({ x: event.clientX, y: event.clientY }, user);
  });
  return button;
}
