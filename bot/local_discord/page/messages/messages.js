// The list of a channel: order, days, grouping, older pages, and where the eye is.

import { arrange, byId, h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { noted, toast } from "../elements/notice.js";
import { say } from "../language/say.js";
import { dayName, sameDay } from "../language/times.js";
import { call } from "../server/transport.js";
import { compareIds } from "../snowflake.js";
import { on, room, state, takeHistory } from "../state.js";
import { lastRead, isUnread, markRead } from "../unread.js";
import { MessageView } from "./message.js";
import { keepPlace, startWalk } from "./walk.js";
import { welcome } from "./welcome.js";

const PAGE = 50;
const GROUP_MS = 7 * 60_000;
const NEAR_END_PX = 60;
const FAR_PX = 500;
const JUMP_PAGES = 40; // of history, read to reach an older message

let views = new Map(); // message id -> MessageView, of the channel in view
let days = new Map(); // day -> its divider
let top = null; // the welcome, once the beginning is known
let isAtEnd = true;
let olderPage = null; // the one being loaded

export const endIsInView = () => isAtEnd && document.hasFocus() && !document.hidden;

/** `switchPerson(anchor)` offers to be somebody else: the welcome tells how. */
export function startMessages({ switchPerson }) {
  startMessages.switchPerson = switchPerson;
  const scroller = byId("scroller");
  scroller.addEventListener("scroll", scrolled, { passive: true });
  new ResizeObserver(() => isAtEnd && toEnd()).observe(byId("log"));
  new ResizeObserver(() => isAtEnd && toEnd()).observe(scroller);
  startWalk();
  byId("present").append(h("button", { type: "button", onclick: () => toEnd() }, h("span", {}, say("older-shown")), h("b", {}, say("to-present"), icon("down", 16))));
  addEventListener("focus", () => isAtEnd && state.current && markRead(state.current));
  on("messages", (channelId) => channelId === state.current && draw());
  on("channel", enter);
}

/** Shows the current channel from its end. */
async function enter() {
  const channelId = state.current;
  views = new Map();
  days = new Map();
  top = null;
  isAtEnd = true;
  byId("log").replaceChildren();
  const there = room(channelId);
  there.newFrom = isUnread(channelId) ? lastRead(channelId) : null;
  draw();
  if (!there.loaded) await loadNewest(channelId);
  if (state.current === channelId) markRead(channelId);
}

/** The newest page; replaces what it covers, so that a gap in the socket leaves none in the list. */
export async function loadNewest(channelId) {
  const page = await noted(() => call("GET", `/local/channels/${channelId}/messages?limit=${PAGE}`));
  if (page) takeHistory(channelId, page, { limit: PAGE, older: false });
}

/** The page before the oldest one here; whoever asks meanwhile waits for the same page. */
function loadOlder() {
  olderPage ??= takeOlder().finally(() => { olderPage = null; });
  return olderPage;
}

async function takeOlder() {
  const channelId = state.current;
  const oldest = room(channelId).messages.find((message) => !message.local);
  if (!oldest || room(channelId).complete) return;
  const scroller = byId("scroller");
  const fromEnd = scroller.scrollHeight - scroller.scrollTop;
  const page = await noted(() => call("GET", `/local/channels/${channelId}/messages?limit=${PAGE}&before=${oldest.id}`));
  if (page) takeHistory(channelId, page, { limit: PAGE, older: true });
  if (state.current === channelId) scroller.scrollTop = scroller.scrollHeight - fromEnd;
}

function draw() {
  const { messages, complete, newFrom } = room(state.current);
  const nodes = [];
  if (complete) nodes.push(top ??= welcome(state.channels.get(state.current), startMessages));
  let before = null;
  for (const message of messages) {
    const date = new Date(message.timestamp);
    const isNewDay = !before || !sameDay(new Date(before.timestamp), date);
    if (isNewDay) nodes.push(divider(dayName(date)));
    const isFirstNew = newFrom !== null && before?.id === newFrom;
    if (isFirstNew) nodes.push(newLine());
    const view = viewOf(message);
    view.update(message, !isNewDay && !isFirstNew && isGroupedWith(before, message));
    nodes.push(view.root);
    before = message;
  }
  keepPlace(() => arrange(byId("log"), nodes));
  const kept = new Set(messages.map((message) => message.id));
  for (const id of [...views.keys()]) if (!kept.has(id)) views.delete(id);
  if (isAtEnd) toEnd();
}

function viewOf(message) {
  if (!views.has(message.id)) views.set(message.id, new MessageView(message, (id) => jumpTo(id)));
  return views.get(message.id);
}

function divider(text) {
  if (!days.has(text)) days.set(text, h("div", { class: "day", role: "separator", "aria-label": text }, h("span", {}, text)));
  return days.get(text);
}

function newLine() {
  if (!days.has("new")) days.set("new", h("div", { class: "day new", role: "separator", "aria-label": say("new-messages") }, h("span", {}, say("new"))));
  return days.get("new");
}

const isPrivate = (message) => Boolean(message.ephemeral || message.local);

function isGroupedWith(before, message) {
  if (!before || before.author.id !== message.author.id || isPrivate(before) !== isPrivate(message)) return false;
  if (message.type === 19 || message.interaction_metadata?.name || before.local) return false;
  return new Date(message.timestamp) - new Date(before.timestamp) < GROUP_MS;
}

export function toEnd() {
  const scroller = byId("scroller");
  isAtEnd = true;
  scroller.scrollTop = scroller.scrollHeight;
  byId("present").hidden = true;
}

function scrolled() {
  const scroller = byId("scroller");
  const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  isAtEnd = left < NEAR_END_PX;
  byId("present").hidden = left < FAR_PX;
  if (isAtEnd && endIsInView()) markRead(state.current);
  if (scroller.scrollTop < 200) loadOlder();
}

/** Is a message of that id not here though all from its time on is? Then it was deleted. */
function isGone(id) {
  const { messages, complete } = room(state.current);
  const oldest = messages.find((message) => !message.local);
  return !views.has(id) && (complete || !oldest || compareIds(oldest.id, id) < 0);
}

/** Brings a message of this channel into view and lets it glow for a moment; says so when it is gone. */
export async function jumpTo(id) {
  for (let tries = 0; !views.has(id) && !isGone(id) && tries < JUMP_PAGES; tries++) await loadOlder();
  const article = views.get(id)?.root;
  if (!article) return toast(say(isGone(id) ? "message-deleted" : "message-far"));
  isAtEnd = false;
  article.scrollIntoView({ block: "center" });
  article.classList.remove("glow");
  requestAnimationFrame(() => article.classList.add("glow"));
  article.focus({ preventScroll: true });
  return undefined;
}
