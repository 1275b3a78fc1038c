// What hovers over a message: quick reactions and "⋯".

import { h } from "../elements/dom.js";
import { emoji, emojiName } from "../elements/emoji.js";
import { icon } from "../elements/icons.js";
import { messageMenu } from "./menu.js";
import { openBoard, react } from "./reactions.js";

const QUICK = ["✉️", "❌", "❤️"];

/** `getMessage()` gives the message as it is when pressed. */
export function toolbar(getMessage) {
  const mine = (name) => getMessage().reactions?.some((reaction) => reaction.emoji.name === name && reaction.me);
  const quick = QUICK.map((name) => h("button", {
    type: "button", class: "quick", "aria-label": `React with ${emojiName(name)}`, title: emojiName(name), onclick: () => react(getMessage(), name, !mine(name)),
  }, emoji(name, 20)));
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions" }, quick,
    h("button", { type: "button", "aria-label": "Add reaction", title: "Add reaction", onclick: (event) => openBoard(event.currentTarget, getMessage()) }, icon("smile", 20)),
    h("button", { type: "button", "aria-label": "More", title: "More", "aria-haspopup": "menu", onclick: (event) => messageMenu(event.currentTarget, getMessage()) }, icon("more", 20)));
}
