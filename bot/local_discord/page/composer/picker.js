// The list above the field: commands, choices, people … One row is active; the field keeps the focus.

import { h } from "../elements/dom.js";

export class Picker {
  constructor() {
    this.head = h("div", { class: "picker-head" });
    this.list = h("div", { class: "picker-list", role: "listbox", id: "picker-list" });
    this.element = h("div", { class: "picker", id: "picker", hidden: true }, this.head, this.list);
    this.element.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps its caret
    this.rows = [];
    this.active = -1;
    this.field = null;
  }

  get isOpen() { return !this.element.hidden && this.rows.length > 0; }
  get hasActive() { return this.isOpen && this.active >= 0; }

  /** Shows `rows` {name, description?, aside?, picture?, …}; with no rows only the head remains. */
  show({ field, label, head = null, rows = [], active = 0, onChoose = () => {} }) {
    this.onChoose = onChoose;
    this.rows = rows;
    this.release();
    this.field = field;
    this.head.replaceChildren(...[head].flat().filter(Boolean));
    this.head.hidden = !head;
    this.list.hidden = !rows.length;
    if (rows.length) this.list.setAttribute("aria-label", label);
    else this.list.removeAttribute("aria-label");
    this.list.replaceChildren(...rows.map((row, i) => this.row(row, i)));
    this.element.hidden = !head && !rows.length;
    field.setAttribute("aria-expanded", String(rows.length > 0));
    if (rows.length) field.setAttribute("aria-controls", "picker-list");
    this.activate(rows.length ? active : -1);
  }

  hide() {
    this.element.hidden = true;
    this.rows = [];
    this.active = -1;
    this.release();
  }

  release() {
    this.field?.setAttribute("aria-expanded", "false");
    this.field?.removeAttribute("aria-activedescendant");
  }

  row(row, index) {
    const element = h("div", { role: "option", id: `picker-${index}`, class: "picker-row", "aria-selected": "false" },
      row.picture && h("span", { class: "picker-picture" }, row.picture),
      h("span", { class: "picker-words" }, h("span", { class: "picker-name" }, row.name, (row.tags ?? []).map((tag) => h("span", { class: "tag" }, tag))),
        row.description && h("small", {}, row.description)),
      row.aside && h("span", { class: "picker-aside" }, row.aside));
    element.addEventListener("click", () => {
      this.activate(index);
      this.choose();
    });
    element.addEventListener("pointermove", () => this.active !== index && this.activate(index, false));
    return element;
  }

  activate(index, doScroll = true) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const row = this.list.children[index];
    if (!row) return this.field?.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    this.field.setAttribute("aria-activedescendant", row.id);
    if (doScroll) row.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  move(by) {
    const { length } = this.rows;
    this.activate(this.active < 0 ? (by > 0 ? 0 : length - 1) : (this.active + by + length) % length);
  }

  choose() {
    const row = this.rows[this.active];
    if (row) this.onChoose(row);
  }

  /** Arrow keys, Tab, Enter and Escape while rows are shown; true when the key was used. */
  handleKey(event) {
    if (!this.isOpen || event.isComposing) return false;
    if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Escape") this.hide();
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && this.hasActive) this.choose();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
