// Draws Discord's markdown as nodes. Text stays text; a link that leaves this machine asks first.

import { h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { noted } from "../elements/notice.js";
import { say } from "../language/say.js";
import { longStamp, styled } from "../language/times.js";
import { channelName, emit, nameOf, state, userById } from "../state.js";
import { followLink } from "./leave.js";
import { parseBlocks, parseInline } from "./markup.js";

const SHORT_CODE = 28; // characters that stay on one line: "--cfg" is not broken at its dashes
const RELATIVE_REFRESH_MS = 10_000;

/** The nodes of a whole message text. */
export const markdown = (text) => parseBlocks(text ?? "").map(drawBlock);

/** One line without blocks: embed titles, reply lines. */
export const inlineMarkdown = (text) => parseInline(text ?? "").map(draw);

const children = (node) => node.children.map(draw);

function drawBlock(block) {
  switch (block.type) {
    case "pre": return code(block);
    case "quote": return h("div", { class: "quote" }, h("blockquote", {}, block.children.map(drawBlock)));
    case "heading": return h(`h${block.level + 2}`, { class: `heading level-${block.level}` }, children(block));
    case "subtext": return h("small", { class: "subtext" }, children(block));
    case "list": return h(block.isOrdered ? "ol" : "ul", { start: block.isOrdered ? block.start : null },
      block.items.map((item) => h("li", { class: `depth-${item.depth}` }, children(item))));
    default: return h("span", { class: "run" }, children(block));
  }
}

function code({ text, language }) {
  const button = h("button", { type: "button", class: "copy-code", "aria-label": say("copy-code"), title: say("copy"), onclick: copy }, icon("copy", 16));
  async function copy() {
    if (await noted(async () => { await navigator.clipboard.writeText(text); return true; })) button.replaceChildren(icon("check", 16));
  }
  return h("div", { class: "code-block" }, h("pre", {}, h("code", { "data-language": language }, text)), button);
}

const TAGS = { strong: "strong", em: "em", underline: "u", strike: "s" };

function draw(node) {
  if (TAGS[node.type]) return h(TAGS[node.type], {}, children(node));
  switch (node.type) {
    case "text": return wholeParameters(node.text);
    case "code": return h("code", { class: `inline-code ${node.text.length <= SHORT_CODE ? "short" : ""}` }, node.text);
    case "link": return link(node.url, children(node));
    case "spoiler": return spoiler(node);
    case "user": return mention(`@${nameOf(userById(node.id))}`, { data: { userId: node.id } });
    case "role": return mention(`@${state.guild?.roles?.find((role) => role.id === node.id)?.name ?? say("unknown-role")}`);
    case "everyone": return mention(node.text);
    case "command": return command(node.name);
    case "channel": return channelLink(node.id);
    case "time": return time(node);
    default: return "";
  }
}

/** "--seed" is not broken at its dashes. */
const wholeParameters = (text) => text.split(/(--[a-z][\w-]*)/i).map((part, i) => (i % 2 ? h("span", { class: "whole" }, part) : part));

const mention = (text, props = {}) => h("span", { class: "mention", ...props }, text);

/** A command in its reader's language; pressed, it is begun in the message field. */
function command(name) {
  return h("button", { type: "button", class: "mention command", onclick: () => emit("command-begun", name) }, `/${shownName(name)}`);
}

function shownName(name) {
  let parts = state.commands;
  return name.split(" ").map((word) => {
    const part = parts?.find((one) => one.name === word);
    parts = part?.options;
    return part?.name_localizations?.[state.me.locale] ?? word;
  }).join(" ");
}

function channelLink(id) {
  const channel = state.channels.get(id);
  return h("a", { class: "mention", href: `#${id}` }, `#${channel ? channelName(channel) : say("unknown-channel")}`);
}

export function link(url, inside) {
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: followLink }, inside);
}

function spoiler(node) {
  const reveal = (event) => {
    event.currentTarget.classList.add("open");
    event.currentTarget.removeAttribute("aria-label");
  };
  return h("button", { type: "button", class: "spoiler", "aria-label": say("spoiler-text"), onclick: reveal }, h("span", {}, children(node)));
}

function time({ unix, style }) {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return say("time-invalid");
  return h("time", { class: "moment", datetime: date.toISOString(), title: longStamp(date), data: { style } }, styled(date, style, state.me?.locale));
}

/** Keeps "in 2 minutes" true while it is on the page. */
export function keepTimes() {
  setInterval(() => {
    for (const element of document.querySelectorAll('time[data-style="R"]')) {
      const now = styled(new Date(element.dateTime), "R", state.me?.locale);
      if (element.textContent !== now) element.textContent = now;
    }
  }, RELATIVE_REFRESH_MS);
}
