// The field below the channel: plain messages, and the way from "/" to a command.

import { avatar } from "../elements/avatar.js";
import { byId, fill, h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { noted, toast } from "../elements/notice.js";
import { isTouch } from "../elements/pointer.js";
import { openForm } from "../forms/modal.js";
import { say } from "../language/say.js";
import { runCommand } from "../server/interactions.js";
import { call } from "../server/transport.js";
import { channelName, isDm, nameOf, on, placeOf, state } from "../state.js";
import { CommandForm } from "./chips.js";
import { commandData, matching, parseLine, slashCommands, writeLine } from "./commands.js";
import { Offer } from "./offer.js";
import { Picker } from "./picker.js";

const MAX_LENGTH = 2000;

let picker, text, offer, form = null, shownIn = null;
let lastLine = ""; // the last command given, for the arrow up
const drafts = new Map(); // channel id -> text

export function startComposer({ onSent }) {
  picker = new Picker();
  text = h("textarea", { id: "message-field", rows: 1, role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-haspopup": "listbox", autocomplete: "off", spellcheck: "true", enterkeyhint: "send" });
  const left = h("span", { class: "count", "aria-live": "polite" });
  text.addEventListener("input", typed);
  text.addEventListener("keydown", textKey);
  text.addEventListener("blur", () => picker.field === text && picker.hide());
  const plus = h("button", { type: "button", class: "plus", "aria-label": say("use-command"), title: say("use-command"), onclick: () => startText("/") }, icon("plus", 16));
  const send = h("button", { type: "button", class: "send", "aria-label": say("send"), onclick: () => (form ? form.send() : sendLine()) }, icon("send", 22));
  const line = h("div", { class: "field-line" }, plus, h("div", { class: "field-slot" }, text), left, send);
  offer = new Offer({ find: (name) => commands().find((one) => one.name === name), onDraw: (prompt) => startCommand("imagine", { prompt }), onHelp: () => giveCommand("help") });
  byId("composer").append(picker.element, offer.element, h("div", { class: "field-box" }, h("div", { class: "field-files" }), line));
  byId("composer").addEventListener("focusout", () => setTimeout(() => !byId("composer").contains(document.activeElement) && picker.hide()));
  startDrops();
  on("channel", changeChannel);
  on("world", relabel);
  on("command-begun", (name) => startCommand(name));
  on("commands", () => picker.field === text && document.activeElement === text && typed());
  addEventListener("keydown", catchTyping);
  startComposer.onSent = onSent;
}

const commands = () => slashCommands(state.commands, placeOf(state.current), state.me.locale);

const USED_KEY = "easel.used"; // names of the commands given, the latest first
const FIRST_USED = ["imagine"]; // for whoever has given none yet
const used = () => localStorage.getItem(USED_KEY)?.split("\n") ?? FIRST_USED;

function noteUsed(name) {
  localStorage.setItem(USED_KEY, [name, ...used().filter((other) => other !== name)].slice(0, 5).join("\n"));
}

/** The commands used lately lead, as long as nothing is typed. */
function inOrder(list, wanted) {
  if (wanted) return list;
  const rank = ({ name }) => (used().indexOf(name) + 1) || Infinity;
  return [...list].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

function relabel() {
  const channel = state.channels.get(state.current);
  const label = channel ? say("field", { place: `${isDm(channel) ? "@" : "#"}${channelName(channel)}` }) : say("field-nowhere");
  text.placeholder = label;
  text.setAttribute("aria-label", label);
}

function changeChannel() {
  if (shownIn) drafts.set(shownIn, form ? form.asText() : text.value);
  shownIn = state.current;
  relabel();
  closeForm(drafts.get(shownIn) ?? "");
  if (!isTouch()) text.focus(); // on a phone that brings up the keyboard
}

function startText(value) {
  closeForm(value);
  text.focus();
  typed();
}

function closeForm(value) {
  form = null;
  offer.withdraw();
  if (!text.isConnected) fill(document.querySelector(".field-slot"), text); // where it is, it keeps the focus
  fill(document.querySelector(".field-files"));
  picker.hide();
  text.value = value;
  grow();
}

/** Puts a command into the field, its options filled; nothing is sent. */
export function startCommand(name, values = {}) {
  const command = commands().find((other) => other.name === name);
  if (!command) return startText(`/${name} ${Object.values(values).join(" ")}`);
  return openCommand(command, values);
}

/** A command that needs nothing more, sent at once. */
function giveCommand(name) {
  startCommand(name, {});
  form?.send();
}

function openCommand(command, values = {}) {
  picker.hide();
  form = new CommandForm(command, {
    picker, channelId: state.current,
    onSend: (given) => sendCommand(command, given),
    onLeave: (value) => { closeForm(value); text.focus(); if (!value.includes(" ")) typed(); },
  });
  fill(document.querySelector(".field-slot"), form.element);
  fill(document.querySelector(".field-files"), form.cards);
  form.prefill(values);
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, innerHeight / 2)}px`;
  const over = MAX_LENGTH - text.value.length;
  document.querySelector(".field-line .count").textContent = over < 200 ? String(over) : "";
}

function typed() {
  offer.withdraw();
  text.value = text.value.replace(/^[／、]/, "/"); // what the key of "/" writes on a Chinese keyboard
  grow();
  const line = parseLine(text.value, commands());
  if (line) return openCommand(line.command, line.values);
  if (text.value.startsWith("/")) return offerCommands(text.value.slice(1));
  const name = /(?:^|\s)@([\w.]*)$/.exec(text.value);
  return name ? offerPeople(name[1]) : picker.hide();
}

function offerCommands(wanted) {
  const rows = inOrder(matching(commands(), wanted), wanted).map((command) => ({
    command, name: `/${command.shown}`, description: command.description, picture: avatar(state.bot.user, 32),
    tags: command.options.map((option) => option.shown), aside: nameOf(state.bot.user),
  }));
  const none = state.commands.length ? say("commands-none") : say("commands-starting", { bot: nameOf(state.bot.user) });
  const head = rows.length ? h("b", {}, wanted ? say("commands-matching", { typed: wanted }) : nameOf(state.bot.user)) : wanted.includes(" ") ? null : h("span", {}, none);
  picker.show({ field: text, label: say("commands"), head, rows, onChoose: ({ command }) => openCommand(command) });
}

const everybody = () => [...state.people, state.bot.user];

function offerPeople(wanted) {
  const rows = everybody().filter((user) => `${user.username} ${nameOf(user)}`.toLowerCase().includes(wanted.toLowerCase()))
    .map((user) => ({ user, name: nameOf(user), description: user.username, picture: avatar(user, 24) }));
  picker.show({ field: text, label: say("members"), rows, onChoose({ user }) {
    text.value = `${text.value.slice(0, text.value.length - wanted.length)}${user.username} `;
    picker.hide();
    grow();
  } });
}

const withMentions = (value) => value.replace(/@([\w.]+)/g, (whole, name) => {
  const user = everybody().find(({ username }) => username === name);
  return user ? `<@${user.id}>` : whole;
});

export function insertMention(user) {
  if (form) return form.focusFirst();
  text.value = `${text.value}${text.value && !text.value.endsWith(" ") ? " " : ""}@${user.username} `;
  text.focus();
  return grow();
}

function textKey(event) {
  if (event.isComposing || picker.handleKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (text.value || !offer.takeFirst()) sendLine();
  } else if (event.key === "ArrowUp" && !text.value && lastLine) {
    event.preventDefault();
    startText(lastLine);
  } else if (event.key === "Escape") picker.hide();
}

/** The caret into the field, or into the command being filled in. */
export function focusField() {
  form ? form.focusFirst() : text.focus();
}

/** A whole command in the field is given as a command, anything else is said. */
function sendLine() {
  const line = parseLine(`${text.value} `, commands());
  if (!line) return sendText();
  openCommand(line.command, line.values);
  return form.send();
}

async function sendText() {
  const content = withMentions(text.value.trim());
  if (!content) return;
  if (content.length > MAX_LENGTH) return toast(say("message-too-long", { max: MAX_LENGTH, count: content.length }));
  const channelId = state.current;
  closeForm("");
  startComposer.onSent();
  const sent = await noted(async () => { await call("POST", `/local/channels/${channelId}/messages`, { content }); return true; });
  if (state.current !== channelId || text.value || form) return;
  if (sent) offer.make(content);
  else startText(content);
}

function sendCommand(command, given) {
  const channelId = state.current;
  lastLine = writeLine(command, given);
  noteUsed(command.name);
  const data = commandData(command, given);
  closeForm("");
  text.focus();
  startComposer.onSent();
  runCommand({ channelId, data, name: command.name, onModal: (outcome) => openForm(outcome, { channelId }) });
}

/** A key pressed anywhere on the page goes to the field, as people expect. */
function catchTyping(event) {
  const isTyping = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!isTyping || event.key === " " || event.defaultPrevented || document.querySelector("dialog[open], .popup")) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  focusField();
}

function startDrops() {
  const take = (event, files) => {
    if (!files?.length || event.clipboardData?.getData("text/plain")) return;
    event.preventDefault();
    if (!form) return toast(say("file-needs-command"));
    for (const file of files) if (!form.takeFile(file)) toast(say("file-no-place", { command: form.command.shown }));
  };
  const room = byId("room");
  room.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    room.classList.add("dropping");
  });
  room.addEventListener("dragleave", (event) => !room.contains(event.relatedTarget) && room.classList.remove("dropping"));
  room.addEventListener("drop", (event) => { room.classList.remove("dropping"); take(event, event.dataTransfer.files); });
  byId("composer").addEventListener("paste", (event) => take(event, event.clipboardData.files));
}
