// A file for a command: the card above the field, filled by button, drop or paste.

import { h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { noted } from "../elements/notice.js";
import { sayAround, say } from "../language/say.js";
import { upload } from "../server/transport.js";
import { sizeText } from "../text/size.js";

/**
 * The card of a file option; `onChange({text, value, isBusy})` tells what it holds, `onLeft()` that what had the focus
 * in it is gone.
 */
export class FileCard {
  constructor(option, { onChange, onLeft }) {
    Object.assign(this, { onChange, onLeft });
    this.input = h("input", { type: "file", class: "quiet", "aria-label": option.shown, onchange: () => this.input.files[0] && this.take(this.input.files[0]) });
    this.body = h("div", { class: "file-slot-body" });
    this.element = h("div", { class: "file-slot" }, h("span", { class: "file-slot-name" }, option.shown), this.input, this.body);
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.paintEmpty();
  }

  choose() { this.input.click(); }

  async take(file) {
    this.onChange({ text: file.name, value: undefined, isBusy: true });
    this.paint(file, true);
    const saved = await noted(() => upload(file));
    this.input.value = "";
    if (!saved) return this.clear();
    this.paint(file, false);
    return this.onChange({ text: file.name, value: saved.id, isBusy: false });
  }

  clear() {
    if (this.preview) URL.revokeObjectURL(this.preview);
    this.preview = null;
    this.onChange({ text: "", value: undefined, isBusy: false });
    this.paintEmpty();
  }

  /** New content; whoever pressed a button of the old one can go on by keyboard. */
  show(...content) {
    const hadFocus = this.body.contains(document.activeElement);
    this.body.replaceChildren(...content);
    if (hadFocus) this.onLeft();
  }

  paintEmpty() {
    this.show(h("button", { type: "button", class: "drop", onclick: () => this.choose() }, icon("picture", 28), h("span", {}, sayAround("file-drop", { choose: h("b", {}, say("file-choose")) }))));
  }

  paint(file, isBusy) {
    if (this.preview) URL.revokeObjectURL(this.preview);
    this.preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
    this.show(
      h("div", { class: `file-preview ${isBusy ? "busy" : ""}` }, this.preview ? h("img", { src: this.preview, alt: file.name }) : icon("file", 40)),
      h("div", { class: "file-slot-foot" }, h("span", { title: file.name }, file.name), h("small", {}, isBusy ? say("file-sending") : sizeText(file.size))),
      h("button", { type: "button", class: "remove", "aria-label": say("file-remove", { file: file.name }), onclick: () => this.clear() }, icon("trash", 18)));
  }
}
