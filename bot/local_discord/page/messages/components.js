// The components of a message: rows, buttons, selects, and the blocks of the newer layout ("V2").

import { h, localUrl } from "../elements/dom.js";
import { emojiName, emojiOf } from "../elements/emoji.js";
import { icon } from "../elements/icons.js";
import { openForm } from "../forms/modal.js";
import { selectBox } from "../forms/selects.js";
import { say } from "../language/say.js";
import { pressComponent, pressOn } from "../server/interactions.js";
import { askToLeave } from "../text/leave.js";
import { markdown } from "../text/markdown.js";
import { fileCard, showAttachments } from "./attachments.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

export const drawComponents = (message) => (message.components ?? []).map((component) => draw(component, message));

function draw(component, message) {
  switch (component.type) {
    case 1: return h("div", { class: "row" }, component.components.map((part) => draw(part, message)));
    case 2: return button(component, message);
    case 3: case 5: case 6: case 7: case 8: return select(component, message);
    case 9: return h("div", { class: "section" },
      h("div", { class: "section-text" }, component.components.map((part) => draw(part, message))), draw(component.accessory, message));
    case 10: return h("div", { class: "markup" }, markdown(component.content));
    case 11: return pictures([component], "thumbnail");
    case 12: return pictures(component.items, "media");
    case 13: return fileCard(component.file.filename ? component.file : { ...component.file, filename: component.file.url.split("/").at(-1).split("?")[0] });
    case 14: return h("div", { class: `separator ${component.divider === false ? "plain" : ""} ${component.spacing === 2 ? "wide" : ""}` });
    case 17: return container(component, message);
    default: return null;
  }
}

function container(component, message) {
  const colour = component.accent_color;
  const css = colour || colour === 0 ? { "--edge": `#${colour.toString(16).padStart(6, "0")}` } : {};
  return h("div", { class: `container ${css["--edge"] ? "edged" : ""}`, css }, component.components.map((part) => draw(part, message)));
}

function pictures(items, className) {
  const box = h("div", { class: className });
  showAttachments(box, items.map(({ media, description, spoiler }, i) => ({
    id: media.id ?? `${i}`, url: media.url, spoiler, filename: media.url.split("/").at(-1).split("?")[0], description,
    width: media.width ?? 512, height: media.height ?? 512, content_type: media.content_type ?? "image/png",
  })));
  return box;
}

const onModal = (message) => (outcome, { messageId }) => openForm(outcome, { channelId: message.channel_id, messageId });

function press(component, message, values) {
  return pressComponent({ message, component, values, onModal: onModal(message) });
}

function button(component, message) {
  const { label, emoji: sign, style, url, disabled } = component;
  const now = pressOn(message.id);
  const isBusy = now?.isPending && now.customId === component.custom_id;
  const face = [sign && emojiOf(sign, 20), label && h("span", {}, label), style === 5 && icon("external", 16)];
  const act = style === 5 ? () => follow(url) : () => press(component, message);
  return h("button", {
    type: "button", class: `button ${STYLES[style] ?? "secondary"} ${isBusy ? "busy" : ""} ${label ? "" : "only-sign"}`,
    disabled, "aria-disabled": now?.isPending ? "true" : null, onclick: act, "aria-busy": isBusy ? "true" : null,
    "aria-label": label ? null : (sign ? emojiName(sign.name) : say("button")),
  }, h("span", { class: "button-face" }, face), isBusy && h("span", { class: "busy-dots" }, h("i"), h("i"), h("i")));
}

/** A new tab: at once for what this machine serves, the bot's own pages too; else after a question. */
function follow(url) {
  const there = new URL(url, location.href);
  const isNeighbour = ["127.0.0.1", "localhost", "[::1]"].includes(there.hostname) && there.port !== location.port;
  const target = isNeighbour ? there.href : localUrl(url);
  if (target) window.open(target, "_blank", "noopener");
  else askToLeave(url);
}

function select(component, message) {
  const now = pressOn(message.id);
  const isBusy = now?.isPending && now.customId === component.custom_id;
  return selectBox(component, { label: component.placeholder || say("form-choose"), isBusy, onCommit: (values) => press(component, message, values) });
}
