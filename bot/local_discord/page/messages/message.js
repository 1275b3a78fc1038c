// One message of the list. Each part is redrawn only when what it shows has changed.

import { shownName } from "../composer/commands.js";
import { avatar, badge } from "../elements/avatar.js";
import { h, redraw } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { onLongPress } from "../elements/pointer.js";
import { announce } from "../elements/notice.js";
import { say, sayAround } from "../language/say.js";
import { clock, longStamp, stamp } from "../language/times.js";
import { pressOn } from "../server/interactions.js";
import { nameOf, roleColour, state, userById } from "../state.js";
import { inlineMarkdown, markdown } from "../text/markdown.js";
import { mentionsMe } from "../unread.js";
import { showAttachments } from "./attachments.js";
import { drawComponents } from "./components.js";
import { embed } from "./embeds.js";
import { dismiss, messageMenu, userMenu } from "./menu.js";
import { reactionRow } from "./reactions.js";
import { toolbar } from "./toolbar.js";

const FLAG = { SUPPRESS_EMBEDS: 4, EPHEMERAL: 64, LOADING: 128, V2: 32768 };
const REPLY = 19, MENU_ANSWER = 23;
const PARTS = ["line", "head", "content", "attachments", "embeds", "components", "problem", "reactions", "foot"];
const PERCENT = /\((\d{1,3})%\)/;

export class MessageView {
  /** `jump(messageId)` brings another message into view. */
  constructor(message, jump) {
    this.message = message;
    this.jump = jump;
    this.keys = {};
    this.slots = Object.fromEntries(PARTS.map((name) => [name, h("div", { class: name })]));
    this.side = h("div", { class: "side" });
    this.tools = message.local ? null : toolbar(() => this.message);
    const { line, ...rest } = this.slots;
    this.root = h("article", { class: "message", tabindex: "-1", data: { id: message.id } }, line,
      h("div", { class: "message-grid" }, this.side, h("div", { class: "message-main" }, Object.values(rest))), this.tools);
    this.root.addEventListener("contextmenu", (event) => this.openMenu(event));
    onLongPress(this.root, (point) => messageMenu(point, this.message));
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) this.openMenu(event);
    });
  }

  openMenu(event) {
    if (event.target.closest("a, input, textarea") || (getSelection().toString() && event.type === "contextmenu")) return;
    event.preventDefault();
    const isMouse = event.type === "contextmenu" && (event.clientX || event.clientY);
    messageMenu(isMouse ? { x: event.clientX, y: event.clientY } : this.root.querySelector(".content"), this.message);
  }

  /** Brings the view to the message's state; `isGrouped` when it stands below its author's last one. */
  update(message, isGrouped) {
    const before = this.message;
    const press = pressOn(message.id);
    if (this.drawn?.message === message && this.drawn.isGrouped === isGrouped && this.drawn.press === press) return;
    this.drawn = { message, isGrouped, press };
    this.message = message;
    const date = new Date(message.timestamp);
    const isPrivate = Boolean(message.ephemeral || (message.flags ?? 0) & FLAG.EPHEMERAL || message.local === "failed");
    this.root.classList.toggle("grouped", isGrouped);
    this.root.classList.toggle("mentions-me", !message.local && !isPrivate && mentionsMe(message));
    this.root.classList.toggle("private", isPrivate);
    this.root.setAttribute("aria-label", say("message-name", { name: nameOf(message.author), time: stamp(date) }));
    if (this.tools) this.tools.classList.toggle("no-reactions", isPrivate);
    this.part("line", [message.interaction_metadata, message.referenced_message?.content, message.type], () => contextLine(message, this.jump));
    this.part("side", [isGrouped, message.author.id], () => side(message, isGrouped, date), this.side);
    this.part("head", [isGrouped, message.author, roleColour(message.author.id)], () => (isGrouped ? null : head(message, date)));
    this.part("content", [message.content, message.edited_timestamp, message.flags, message.local], () => content(message));
    this.attachments(message);
    this.part("embeds", [message.embeds, message.flags], () => (message.flags & FLAG.SUPPRESS_EMBEDS ? [] : (message.embeds ?? []).map(embed)));
    this.components(message);
    this.part("reactions", [message.reactions], () => reactionRow(message));
    this.part("foot", [isPrivate], () => (isPrivate ? privateFoot(this) : null));
    this.followProgress(before, message);
  }

  /** Redraws a part when its `key` changed; an empty part takes no room. */
  part(name, key, build, slot = this.slots[name]) {
    const now = JSON.stringify(key);
    if (this.keys[name] === now) return;
    this.keys[name] = now;
    redraw(slot, build());
  }

  attachments(message) {
    const shownInEmbeds = new Set((message.embeds ?? []).flatMap((e) => [e.image?.url, e.thumbnail?.url]));
    const files = message.flags & FLAG.V2 ? [] : (message.attachments ?? []).filter((file) => !shownInEmbeds.has(file.url));
    const now = JSON.stringify(files);
    if (this.keys.attachments === now) return;
    this.keys.attachments = now;
    showAttachments(this.slots.attachments, files);
  }

  components(message) {
    const press = pressOn(message.id);
    this.part("components", [message.components, press?.isPending, press?.customId], () => drawComponents(message));
    this.part("problem", [press?.error], () => (press?.error ? h("p", { role: "alert" }, icon("warning", 16), press.error) : null));
  }

  /** A screen reader hears start, half and end of a job, not each percent. */
  followProgress(before, message) {
    const now = PERCENT.exec(message.content ?? "")?.[1];
    this.root.setAttribute("aria-busy", String(now !== undefined));
    const was = PERCENT.exec(before.content ?? "")?.[1];
    if (now === undefined || now === was) return;
    if (was === undefined) announce(say("job-started", { name: nameOf(message.author) }));
    else if (Number(was) < 50 && Number(now) >= 50) announce(say("job-half", { name: nameOf(message.author) }));
  }
}

function side(message, isGrouped, date) {
  if (isGrouped) return h("time", { class: "side-time", datetime: date.toISOString(), "aria-hidden": "true" }, clock(date));
  return h("button", { type: "button", class: "avatar-button", tabindex: "-1", "aria-label": say("user-actions", { name: nameOf(message.author) }), onclick: (event) => userMenu(event.currentTarget, message.author) }, avatar(message.author, 40));
}

function head(message, date) {
  const colour = roleColour(message.author.id);
  return h("h3", {},
    h("button", { type: "button", class: "author", tabindex: "-1", css: colour ? { "--role": colour } : {}, onclick: (event) => userMenu(event.currentTarget, message.author) }, nameOf(message.author)),
    badge(message.author), h("time", { datetime: date.toISOString(), title: longStamp(date) }, stamp(date)));
}

function content(message) {
  if (message.local === "sending") return thinking(say("sending"));
  if (message.local === "failed") return h("span", { class: "failure" }, icon("warning", 18), message.content);
  if (message.flags & FLAG.LOADING) return thinking(say("thinking", { name: nameOf(message.author) }));
  if (!message.content) return null;
  const edited = message.edited_timestamp ? h("span", { class: "edited", title: longStamp(new Date(message.edited_timestamp)) }, say("edited")) : null;
  return h("div", { class: "markup" }, markdown(message.content), edited);
}

const thinking = (text) => h("span", { class: "thinking" }, h("span", { class: "busy-dots" }, h("i"), h("i"), h("i")), text);

/** The line above: the message this one answers, or who used which command. */
function contextLine(message, jump) {
  const used = message.interaction_metadata;
  if (message.type === REPLY && message.message_reference) {
    const other = message.referenced_message;
    if (!other) return [spine(), h("i", {}, say("reply-deleted"))];
    const text = other.content ? inlineMarkdown(other.content.split("\n")[0]) : [h("i", {}, say("reply-picture")), icon("picture", 16)];
    return [spine(), avatar(other.author, 16), badge(other.author), h("span", { class: "line-name" }, nameOf(other.author)),
      h("button", { type: "button", class: "line-text", onclick: () => jump(other.id) }, text)];
  }
  if (!used?.name) return null;
  const user = used.user?.username ? used.user : userById(used.user_id ?? used.user?.id) ?? state.me;
  const name = shownName(state.commands, used.name, state.me.locale);
  return [spine(), avatar(user, 16), sayAround("used", {
    name: h("span", { class: "line-name" }, nameOf(user)), command: h("span", { class: "line-command" }, message.type === MENU_ANSWER ? name : `/${name}`),
  })];
}

const spine = () => h("span", { class: "spine", "aria-hidden": "true" });

function privateFoot(view) {
  return [icon("eye", 14), h("span", {}, say("only-you")), h("button", { type: "button", class: "as-link", onclick: () => dismiss(view.message) }, say("menu-dismiss"))];
}
