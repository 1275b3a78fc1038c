// The rail of servers and the list of channels beside it; on narrow screens both slide away.

import { avatar, badge, easelSign } from "../elements/avatar.js";
import { byId, h, redraw } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { say } from "../language/say.js";
import { channelName, dms, isDm, on, partner, state, textChannels } from "../state.js";
import { allPings, isUnread, pings } from "../unread.js";
import { userPanel } from "./people.js";

const GUILD_TEXT = 0;

export function startSidebar() {
  for (const topic of ["world", "channel", "unread", "presence"]) on(topic, drawAll);
  on("channel", () => slide(false));
  byId("scrim").addEventListener("click", () => slide(false));
  addEventListener("keydown", (event) => event.key === "Escape" && byId("app").classList.contains("lists-open") && slide(false));
}

/** Narrow screens: brings the lists in or sends them away. */
export function slide(isOpen) {
  byId("app").classList.toggle("lists-open", isOpen);
  byId("scrim").hidden = !isOpen;
  if (isOpen) byId("sidebar").querySelector("a, button")?.focus();
}

let drawn = null; // what the lists show now: they are redrawn only when that changes

function drawAll() {
  if (!state.me) return;
  const shown = [...state.channels.values()].map((channel) => [channel.id, channelName(channel), pings(channel.id), isUnread(channel.id)]);
  const key = JSON.stringify([state.me.id, state.me.locale, state.current, state.bot.online, shown]);
  if (key === drawn) return;
  drawn = key;
  drawRail();
  drawList();
  const count = allPings();
  const channel = state.channels.get(state.current);
  const place = channel ? `${isDm(channel) ? "@" : "#"}${channelName(channel)} | ` : "";
  document.title = `${count ? `(${count}) ` : ""}${place}Easel Local`;
}

const open = (channel) => { location.hash = channel.id; };
const inDms = () => isDm(state.channels.get(state.current));
const count = (number) => (number ? h("span", { class: "ping" }, String(number)) : null);

function drawRail() {
  const dmPings = dms().reduce((sum, dm) => sum + pings(dm.id), 0);
  const guildPings = textChannels().reduce((sum, channel) => sum + pings(channel.id), 0);
  const guildUnread = textChannels().some((channel) => isUnread(channel.id));
  const home = textChannels().find((channel) => channel.name === "general") ?? textChannels()[0];
  redraw(byId("rail"),
    railItem({ label: say("direct-messages"), sign: icon("at", 26), isCurrent: inDms(), number: dmPings, act: () => open(dms()[0]) }),
    h("span", { class: "rail-line" }),
    railItem({ label: state.guild.name, sign: easelSign(48), isCurrent: !inDms(), number: guildPings, isUnread: guildUnread, act: () => inDms() && open(lastGuildChannel() ?? home) }));
}

let lastGuild = null;
function lastGuildChannel() {
  return state.channels.get(lastGuild);
}

function railItem({ label, sign, isCurrent, number, isUnread: isNew = false, act }) {
  const text = rowLabel(label, number, false);
  return h("div", { class: `rail-item ${isCurrent ? "current" : ""} ${isNew || number ? "unread" : ""}` }, h("span", { class: "rail-pill" }),
    h("button", { type: "button", "aria-label": text, title: label, "aria-current": isCurrent ? "true" : null, onclick: act }, sign), count(number));
}

function drawList() {
  const current = state.channels.get(state.current);
  if (current && !isDm(current)) lastGuild = current.id;
  const title = inDms() ? say("direct-messages") : state.guild.name;
  redraw(byId("sidebar"), h("div", { class: "list-head" }, h("h2", {}, title)),
    h("div", { class: "list-body" }, inDms() ? dms().map(dmRow) : [h("h3", { class: "category" }, icon("chevron", 12), say("text-channels")), textChannels().filter((c) => c.type === GUILD_TEXT).map(channelRow)]),
    userPanel());
}

function channelRow(channel) {
  const [number, isCurrent] = [pings(channel.id), channel.id === state.current];
  const isNew = !isCurrent && isUnread(channel.id);
  return h("a", { href: `#${channel.id}`, class: `list-row ${isCurrent ? "current" : ""} ${isNew ? "unread" : ""}`, "aria-current": isCurrent ? "page" : null,
    "aria-label": rowLabel(say("row-channel", { name: channel.name }), number, isNew) }, icon("hash", 20), h("span", { class: "row-name" }, channel.name), count(number));
}

function dmRow(dm) {
  const other = partner(dm);
  const [number, isCurrent] = [pings(dm.id), dm.id === state.current];
  const presence = other.bot ? Boolean(state.bot.online) : true;
  return h("a", { href: `#${dm.id}`, class: `list-row dm ${isCurrent ? "current" : ""} ${number ? "unread" : ""}`, "aria-current": isCurrent ? "page" : null,
    "aria-label": rowLabel(say("row-direct", { name: channelName(dm) }), number, false) }, avatar(other, 32, { presence }), h("span", { class: "row-name" }, channelName(dm)), badge(other), count(number));
}

function rowLabel(name, number, isNew) {
  if (number) return say("row-mentions", { name, count: number });
  return isNew ? say("row-unread", { name }) : name;
}
