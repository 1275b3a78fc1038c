// What hovers over a message: quick reactions and "⋯".

import { h } from "../elements/dom.js";
import { emoji, emojiName } from "../elements/emoji.js";
import { icon } from "../elements/icons.js";
import { say } from "../language/say.js";
import { messageMenu } from "./menu.js";
import { openBoard, react } from "./reactions.js";

/** What a picture bot does something for; any other reaction is on the board. */
const QUICK = ["✉️", "❌"];

/** `getMessage()` gives the message as it is when pressed. */
export function toolbar(getMessage) {
  const mine = (name) => getMessage().reactions?.some((reaction) => reaction.emoji.name === name && reaction.me);
  const quick = QUICK.map((name) => h("button", {
    type: "button", class: "quick", "aria-label": say("react-with", { name: emojiName(name) }), title: emojiName(name), onclick: () => react(getMessage(), name, !mine(name)),
  }, emoji(name, 20)));
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": say("message-actions") }, quick,
    h("button", { type: "button", class: "quick", "aria-label": say("menu-react"), title: say("menu-react"), onclick: (event) => openBoard(event.currentTarget, getMessage()) }, icon("smile", 20)),
    h("button", { type: "button", "aria-label": say("menu-more"), title: say("menu-more"), "aria-haspopup": "menu", onclick: (event) => messageMenu(event.currentTarget, getMessage()) }, icon("more", 20)));
}
