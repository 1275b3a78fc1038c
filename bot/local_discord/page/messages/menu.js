// Context menus of messages and people; "Apps" holds the bot's own commands.

import { menuCommands } from "../composer/commands.js";
import { insertMention } from "../composer/composer.js";
import { avatar } from "../elements/avatar.js";
import { h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { noted } from "../elements/notice.js";
import { openPopup, roveKeys } from "../elements/popup.js";
import { openForm } from "../forms/modal.js";
import { say } from "../language/say.js";
import { runCommand } from "../server/interactions.js";
import { call } from "../server/transport.js";
import { dropMessage, nameOf, placeOf, state } from "../state.js";
import { openBoard } from "./reactions.js";

const USER = 2, MESSAGE = 3;

/** Opens the menu of a message at `anchor`: an element or a point. */
export function messageMenu(anchor, message) {
  const canReact = !message.local && !message.ephemeral;
  openMenu(anchor, say("message-actions"), [
    canReact && { label: say("menu-react"), sign: "smile", act: () => openBoard(anchor, message) },
    !message.local && { label: say("menu-apps"), sign: "apps", items: () => appItems(MESSAGE, message.channel_id, message.id) },
    message.content && { label: say("menu-copy-text"), sign: "copy", act: () => copy(message.content) },
    !message.local && { label: say("menu-copy-message"), sign: "copy", act: () => copy(message.id) },
    (message.local || message.ephemeral) && { label: say("menu-dismiss"), sign: "close", act: () => dismiss(message) },
  ]);
}

export function userMenu(anchor, user) {
  openMenu(anchor, say("user-actions", { name: nameOf(user) }), [
    { label: say("menu-mention"), sign: "at", act: () => insertMention(user) },
    { label: say("menu-apps"), sign: "apps", items: () => appItems(USER, state.current, user.id) },
    { label: say("menu-copy-user"), sign: "copy", act: () => copy(user.id) },
  ]);
}

/** Takes an ephemeral message away for good, or a line of this page's own. */
export async function dismiss(message) {
  if (!message.local) await noted(() => call("DELETE", `/local/channels/${message.channel_id}/messages/${message.id}`));
  dropMessage(message.channel_id, message.id);
}

const copy = (text) => noted(() => navigator.clipboard.writeText(text));

function appItems(type, channelId, targetId) {
  const commands = menuCommands(state.commands, type, placeOf(channelId), state.me.locale);
  if (!commands.length) return [{ label: say("menu-no-apps"), isEmpty: true }];
  return commands.map((command) => ({
    label: command.shown,
    picture: avatar(state.bot.user, 18),
    act: () => runCommand({
      channelId, name: command.name, onModal: (outcome) => openForm(outcome, { channelId }),
      data: { id: command.id, name: command.name, type, target_id: targetId },
    }),
  }));
}

/** Opens a menu of {label, sign?, act} or {label, items: () => more}; `parent` when it hangs from an item. */
export function openMenu(anchor, label, items, parent = null) {
  const own = { popup: null, parent };
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label });
  menu.append(...items.filter(Boolean).map((item) => menuItem(item, own)));
  roveKeys(menu, '[role="menuitem"]');
  own.popup = openPopup(anchor, menu, parent ? { side: "beside", parent } : { align: anchor instanceof HTMLButtonElement ? "end" : "start" });
  menu.querySelector('[role="menuitem"]')?.focus();
  return own.popup;
}

function menuItem(item, own) {
  const openSub = (event) => {
    if (own.popup.child?.box.isConnected) return;
    openMenu(event.currentTarget, item.label, item.items(), own.popup);
  };
  const choose = () => {
    (own.parent ?? own.popup).close();
    item.act?.();
  };
  const button = h("button", {
    type: "button", role: "menuitem", class: "menu-item", "aria-haspopup": item.items ? "menu" : null,
    "aria-disabled": item.isEmpty ? "true" : null, onclick: item.isEmpty ? null : item.items ? openSub : choose,
  }, h("span", {}, item.label), item.items ? icon("right", 16) : item.picture ?? (item.sign && icon(item.sign, 18)));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" && item.items) openSub(event);
    if (event.key === "ArrowLeft" && own.parent) own.popup.close();
  });
  button.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "mouse") return;
    if (item.items) openSub(event);
    else own.popup.child?.close();
  });
  return button;
}
