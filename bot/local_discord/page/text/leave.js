// Links: those within this page jump, those to another machine ask before they open.

import { h, localUrl } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { say } from "../language/say.js";

let jump = () => {};
export const onJump = (handler) => { jump = handler; };

const MESSAGE_LINK = /\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?$/;

/** A click handler for any link of a message. */
export function followLink(event) {
  const url = event.currentTarget.href;
  const message = MESSAGE_LINK.exec(new URL(url).pathname);
  if (message) {
    event.preventDefault();
    jump(message[1], message[2] ?? null);
  } else if (localUrl(url) === null) {
    event.preventDefault();
    askToLeave(url);
  }
}

/** Opens an address in a new tab after a note that it leaves this machine. */
export function askToLeave(url) {
  const dialog = h("dialog", { class: "sheet leave", "aria-labelledby": "leave-title" },
    h("h2", { id: "leave-title" }, say("leave-title")),
    h("p", {}, say("leave-text")),
    h("p", { class: "leave-url" }, url),
    h("div", { class: "sheet-foot" },
      h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, say("leave-back")),
      h("a", { class: "button primary", href: url, target: "_blank", rel: "noopener noreferrer", onclick: () => dialog.close() },
        say("leave-visit"), icon("external", 16))));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
