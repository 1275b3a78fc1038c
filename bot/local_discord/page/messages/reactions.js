// Reactions below a message and the small board to add one.

import { h } from "../elements/dom.js";
import { OFFERED, emoji, emojiName, emojiOf } from "../elements/emoji.js";
import { icon } from "../elements/icons.js";
import { noted } from "../elements/notice.js";
import { openPopup, roveKeys } from "../elements/popup.js";
import { say } from "../language/say.js";
import { call } from "../server/transport.js";

export function react(message, name, isOn) {
  const path = `/local/channels/${message.channel_id}/messages/${message.id}/reactions/${encodeURIComponent(name)}`;
  return noted(() => call(isOn ? "PUT" : "DELETE", path));
}

export function reactionRow(message) {
  const pills = (message.reactions ?? []).filter(({ count }) => count > 0).map((reaction) => {
    const { name } = reaction.emoji;
    const text = say(reaction.me ? "reaction-remove" : "reaction-add", { name: emojiName(name), count: reaction.count });
    return h("button", { type: "button", class: "reaction", "aria-pressed": String(Boolean(reaction.me)), "aria-label": text, onclick: () => react(message, name, !reaction.me) },
      emojiOf(reaction.emoji, 16), h("span", {}, String(reaction.count)));
  });
  if (!pills.length) return null;
  return [...pills, h("button", { type: "button", class: "reaction add", "aria-label": say("menu-react"), onclick: (event) => openBoard(event.currentTarget, message) }, icon("smile", 18))];
}

/** Opens the board of emoji beside `anchor`. */
export function openBoard(anchor, message) {
  let popup = null;
  const choose = (name) => {
    popup.close();
    react(message, name, true);
  };
  const board = h("div", { class: "board", role: "menu", "aria-label": say("reactions") },
    OFFERED.map((name) => h("button", { type: "button", role: "menuitem", "aria-label": emojiName(name), title: emojiName(name), onclick: () => choose(name) }, emoji(name, 24))));
  roveKeys(board, "button");
  popup = openPopup(anchor, board, { side: "above", align: "end" });
  board.querySelector("button").focus();
}
