// The bar over the channel, the note of a lost connection, and who is typing.

import { avatar } from "../elements/avatar.js";
import { byId, fill, h, redraw } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { say, sayAround } from "../language/say.js";
import { channelName, isDm, nameOf, on, partner, state } from "../state.js";
import { inlineMarkdown } from "../text/markdown.js";
import { showsMembers, toggleMembers } from "./members.js";
import { slide } from "./sidebar.js";

const TICK_MS = 1000;

export function startHeader() {
  for (const topic of ["world", "channel", "presence", "members"]) on(topic, drawHeader);
  for (const topic of ["connection", "presence", "channel"]) on(topic, drawBanner);
  on("typing", drawTyping);
  on("channel", drawTyping);
  setInterval(() => state.typing.size && drawTyping(), TICK_MS);
}

function drawHeader() {
  const channel = state.channels.get(state.current);
  if (!channel) return;
  const other = isDm(channel) ? partner(channel) : null;
  const title = other ? avatar(other, 24, { presence: other.bot ? Boolean(state.bot.online) : true }) : icon("hash", 24);
  redraw(byId("header"),
    h("button", { type: "button", class: "icon-button open-lists", "aria-label": say("lists-open"), onclick: () => slide(true) }, icon("menu", 24)),
    title, h("h1", {}, channelName(channel)),
    channel.topic && h("p", { class: "topic" }, inlineMarkdown(channel.topic)),
    h("span", { class: "spring" }),
    !other && h("button", { type: "button", class: "icon-button members-switch", "aria-pressed": String(showsMembers()), "aria-label": say("member-list"), title: say("member-list"), onclick: toggleMembers }, icon("people", 24)));
}

function drawBanner() {
  const banner = byId("banner");
  const isLost = state.connection === "lost";
  const isOffline = state.connection === "open" && state.bot && !state.bot.online;
  banner.hidden = !isLost && !isOffline;
  banner.className = isLost ? "lost" : "offline";
  fill(banner, isLost ? [h("span", { class: "spinner" }), say("reconnecting")] : isOffline ? [h("span", { class: "spinner" }), say("bot-offline", { bot: nameOf(state.bot.user) })] : []);
}

function drawTyping() {
  const now = Date.now();
  const here = [...(state.typing.get(state.current)?.values() ?? [])].filter(({ until }) => until > now).map(({ user }) => nameOf(user));
  if (byId("typing").dataset.names === here.join()) return;
  byId("typing").dataset.names = here.join();
  fill(byId("typing"), here.length ? [h("span", { class: "busy-dots" }, h("i"), h("i"), h("i")),
    h("span", {}, sayAround(here.length === 1 ? "typing-one" : "typing-many", { names: h("b", {}, here.join(", ")) }))] : []);
}
