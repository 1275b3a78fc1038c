// What is offered to whoever said plain words: to draw them, or help. The bot answers commands only.

import { fill, h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { say, sayAround } from "../language/say.js";
import { nameOf, state } from "../state.js";

const KEY = "easel.offer"; // "no" for whoever closed it: they know
const FOR_HELP = /^\W*(?:help|hilfe|aide|帮助|帮忙|怎么用|[?？])/i;
const FOR_SOMEBODY = /<@|^https?:\/\/\S+$/;

export class Offer {
  /** `find(name)` gives a command usable here; `onDraw(words)` and `onHelp()` follow a press. */
  constructor({ find, onDraw, onHelp }) {
    Object.assign(this, { find, onDraw, onHelp });
    this.element = h("div", { class: "offer", role: "status" });
    this.first = null; // what Enter does in the empty field
  }

  /**
   * After `words` were said: nothing for words to a person, help alone for who closed it before. A command that is not
   * there, or that this person may not use, is nothing to draw.
   */
  make(words) {
    const isCommand = words.startsWith("/");
    const isHelp = isCommand || FOR_HELP.test(words);
    const isUnwanted = FOR_SOMEBODY.test(words) || (!isHelp && localStorage.getItem(KEY) === "no");
    const [imagine, help] = [this.find("imagine"), this.find("help")];
    if (isUnwanted || !(imagine || help)) return;
    const draw = imagine && !isCommand && this.button("offer-draw", imagine, () => this.onDraw(words));
    const ask = help && this.button("offer-help", help, () => this.onHelp());
    const [first, second] = isHelp ? [ask, draw] : [draw, ask];
    this.first = first ?? second;
    this.first.classList.replace("secondary", "primary");
    fill(this.element, h("span", { class: "offer-words" }, isCommand ? say("offer-no-command", { typed: words.split(/\s/)[0] }) : say("offer", { bot: nameOf(state.bot.user) })), first, second,
      h("small", {}, say("offer-enter")),
      h("button", { type: "button", class: "icon-button", "aria-label": say("offer-close"), onclick: () => this.refuse() }, icon("close", 18)));
  }

  button(key, command, act) {
    const choose = () => {
      this.withdraw();
      act();
    };
    return h("button", { type: "button", class: "button secondary", onclick: choose }, h("span", { class: "button-face" }, h("span", {}, sayAround(key, { command: `/${command.shown}` }))));
  }

  /** Enter in the empty field; true when something was offered. */
  takeFirst() {
    const { first } = this;
    first?.click();
    return Boolean(first);
  }

  withdraw() {
    this.first = null;
    this.element.replaceChildren();
  }

  refuse() {
    localStorage.setItem(KEY, "no");
    this.withdraw();
  }
}
