// A command being filled in: its name, a chip for each option, and "+2 optional" at the end.

import { h } from "../elements/dom.js";
import { say } from "../language/say.js";
import { caretAt, caretToEnd, plainSpan } from "./caret.js";
import { TYPE, problem } from "./commands.js";
import { FileCard } from "./files.js";
import { Autocomplete, knownRows } from "./suggestions.js";

/** A text of one's own, which the bot only makes suggestions for: a prompt. */
const isFree = (option) => option.type === TYPE.STRING && Boolean(option.autocomplete);

export class CommandForm {
  /** `onSend(given)`, `onLeave(text)`: back to plain text. */
  constructor(command, { picker, channelId, onSend, onLeave }) {
    Object.assign(this, { command, picker, channelId, onSend, onLeave });
    this.given = {}; // option name -> {text, value, isBusy}
    this.chips = new Map(); // option name -> {option, root, field, card}
    this.autocomplete = new Autocomplete();
    this.more = plainSpan({ class: "more", role: "combobox", "aria-label": say("options-more"), "aria-expanded": "false", "aria-haspopup": "listbox" });
    this.cards = h("div", { class: "file-slots" });
    this.element = h("div", { class: "chips", role: "group", "aria-label": `/${command.shown}` }, h("span", { class: "command-name" }, `/${command.shown}`), this.more);
    this.more.addEventListener("focus", () => this.offerOptions());
    this.more.addEventListener("input", () => this.offerOptions());
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("pointerdown", (event) => this.pointer(event));
    for (const option of command.options.filter(({ required }) => required)) this.add(option);
    this.paintMore();
  }

  fields() { return [...[...this.chips.values()].map(({ field }) => field), ...(this.more.hidden ? [] : [this.more])]; }
  rest() { return this.command.options.filter(({ name }) => !this.chips.has(name)); }
  focusFirst() { this.focus(this.fields()[0] ?? this.more); }
  focus(field) { field.isContentEditable ? caretToEnd(field) : field.focus(); }

  /** Fills options by name; the first of them gets the caret. */
  prefill(values) {
    for (const [name, text] of Object.entries(values)) {
      const option = this.command.options.find((o) => o.name === name);
      if (!option) continue;
      const { field } = this.chips.get(name) ?? this.add(option);
      const known = knownRows(option, text)?.find((row) => row.name.toLowerCase() === text.trim().toLowerCase());
      field.textContent = known?.name ?? text;
      this.given[name] = { text, value: known?.value };
    }
    const first = this.chips.get(Object.keys(values)[0])?.field;
    this.focus(first ?? this.fields()[0] ?? this.more);
  }

  add(option) {
    const chip = { option };
    this.given[option.name] = { text: "", value: undefined };
    if (option.type === TYPE.FILE) this.addFile(chip);
    else this.addText(chip);
    chip.root = h("span", { class: "chip", data: { name: option.name } }, h("span", { class: "chip-name" }, option.shown), chip.field);
    this.more.before(chip.root);
    this.chips.set(option.name, chip);
    this.paintMore();
    return chip;
  }

  addText(chip) {
    const { option } = chip;
    const hasList = Boolean(option.autocomplete || knownRows(option, ""));
    chip.field = plainSpan({ class: "chip-value", role: hasList ? "combobox" : "textbox", "aria-label": option.shown, "aria-required": String(Boolean(option.required)), "aria-expanded": hasList ? "false" : null });
    chip.field.addEventListener("focus", () => this.suggest(chip));
    chip.field.addEventListener("input", () => {
      this.given[option.name] = { text: chip.field.textContent, value: undefined };
      chip.root.classList.remove("wrong");
      this.suggest(chip);
    });
  }

  addFile(chip) {
    const { option } = chip;
    chip.field = h("button", { type: "button", class: "chip-value file", onclick: () => chip.card.choose() });
    chip.card = new FileCard(option, {
      onChange: (state) => {
        this.given[option.name] = state;
        chip.field.textContent = state.text || say("file-choose");
        chip.field.setAttribute("aria-label", say("file-option", { option: option.shown, file: chip.field.textContent }));
        chip.root?.classList.remove("wrong");
      },
      onLeft: () => chip.field.focus(),
    });
    chip.card.clear();
    chip.field.addEventListener("focus", () => this.hint(chip));
    this.cards.append(chip.card.element);
  }

  remove(name) {
    const chip = this.chips.get(name);
    chip.root.remove();
    chip.card?.element.remove();
    this.chips.delete(name);
    delete this.given[name];
    this.paintMore();
  }

  /** A file dropped or pasted goes to the file option in hand, else to the first that is empty. */
  takeFile(file) {
    const empty = [...this.chips.values()].find((chip) => chip.card && !this.given[chip.option.name].text);
    const next = this.rest().find((option) => option.type === TYPE.FILE);
    const chip = empty ?? (next && this.add(next));
    if (!chip) return false;
    chip.card.take(file);
    return true;
  }

  head({ option }, error = null) {
    const words = [h("b", {}, option.shown), h("span", {}, option.description)];
    return error ? [h("b", {}, option.shown), h("span", { class: "wrong-text", role: "alert" }, error)] : words;
  }

  hint(chip, error = null) {
    this.picker.show({ field: chip.field, label: chip.option.shown, head: this.head(chip, error) });
  }

  suggest(chip, error = null) {
    const { option, field } = chip;
    this.autocomplete.stop();
    const { text, value } = this.given[option.name];
    const show = (rows, active = 0, problem = error) => document.activeElement === field
      && this.picker.show({ field, label: option.shown, head: this.head(chip, problem), rows, active, onChoose: (row) => this.take(chip, row) });
    if (value !== undefined) return this.hint(chip, error);
    const known = knownRows(option, text);
    if (known) return show(known);
    if (!option.autocomplete) return this.hint(chip, error);
    if (!this.picker.isOpen || this.picker.field !== field) this.hint(chip, error);
    // Enter sends a free text as typed; where nothing is typed yet and something must be, it takes the first suggestion.
    const active = isFree(option) && (text || !option.required) ? -1 : 0;
    return this.autocomplete.ask(this.channelId, this.command, this.given, option, (rows) => (
      rows ? show(rows, active) : show([], -1, error ?? say("options-failed"))));
  }

  take(chip, row) {
    chip.field.textContent = row.name;
    this.given[chip.option.name] = { text: row.name, value: row.value };
    chip.root.classList.remove("wrong");
    const fields = this.fields().slice(this.fields().indexOf(chip.field) + 1);
    const next = isFree(chip.option) ? fields.find((field) => field !== this.more && !field.textContent) : fields[0];
    if (next) this.focus(next);
    else {
      caretToEnd(chip.field);
      this.hint(chip);
    }
  }

  paintMore() {
    const rest = this.rest();
    this.more.hidden = !rest.length && this.command.options.length > 0; // a command without options keeps it for the caret
    this.more.dataset.hint = rest.length ? say("options-count", { count: rest.length }) : "";
    this.more.setAttribute("aria-label", say(rest.length ? "options-more" : "options-none"));
    this.cards.hidden = !this.cards.children.length;
  }

  offerOptions() {
    if (!this.rest().length) {
      this.more.textContent = "";
      return this.picker.show({ field: this.more, label: say("command"), head: [h("b", {}, `/${this.command.shown}`), h("span", {}, this.command.description)] });
    }
    const wanted = this.more.textContent.trim().toLowerCase().replace(/:$/, "");
    const rows = this.rest().filter(({ name, shown }) => name.includes(wanted) || shown.includes(wanted)).map((option) => ({ name: option.shown, description: option.description, option }));
    return this.picker.show({ field: this.more, label: say("options-more"), head: [h("b", {}, say("options-optional"))], rows, active: wanted ? 0 : -1, onChoose: ({ option }) => this.open(option) });
  }

  open(option) {
    this.more.textContent = "";
    this.focus(this.add(option).field);
  }

  pointer(event) {
    if (event.target !== this.element && !event.target.matches(".command-name, .chip-name")) return;
    event.preventDefault();
    const chip = event.target.matches(".chip-name") ? this.chips.get(event.target.parentElement.dataset.name) : null;
    this.focus(chip?.field ?? this.fields().at(-1) ?? this.more);
  }

  key(event) {
    if (event.isComposing || this.picker.handleKey(event)) return;
    const fields = this.fields();
    const at = fields.indexOf(event.target);
    const where = event.target.isContentEditable ? caretAt(event.target) : 0;
    const go = (to) => { event.preventDefault(); this.focus(to); };
    if (event.key === "Enter" && !event.shiftKey) this.enter(event);
    else if (event.key === "Escape") this.leave(event);
    else if (event.key === "Tab" && fields[at + (event.shiftKey ? -1 : 1)]) go(fields[at + (event.shiftKey ? -1 : 1)]);
    else if (event.key === "ArrowRight" && fields[at + 1] && (where === event.target.textContent.length || !event.target.isContentEditable)) go(fields[at + 1]);
    else if (event.key === "ArrowLeft" && where === 0 && at > 0) go(fields[at - 1]);
    else if (event.key === "Backspace" && (where === 0 || !event.target.isContentEditable)) this.backspace(event, fields, at);
  }

  enter(event) {
    const chip = [...this.chips.values()].find(({ field }) => field === event.target);
    if (chip?.card && !this.given[chip.option.name].text) return; // the button opens the file dialog
    event.preventDefault();
    this.send();
  }

  /** An empty optional chip goes; before the first one the command becomes text again. */
  backspace(event, fields, at) {
    const chip = [...this.chips.values()].find(({ field }) => field === event.target);
    if (chip?.card && this.given[chip.option.name].text) chip.card.clear();
    else if (chip && event.target.isContentEditable && event.target.textContent) return;
    else if (at <= 0) return this.leave(event, `/${this.command.shown}`);
    else if (chip && !chip.option.required) this.remove(chip.option.name);
    event.preventDefault();
    this.focus(fields[Math.max(0, at - 1)]);
  }

  leave(event, text = this.asText()) {
    event.preventDefault();
    this.autocomplete.stop();
    this.onLeave(text);
  }

  asText() {
    const values = this.command.options.map(({ name }) => this.given[name]?.text).filter(Boolean);
    return `/${[this.command.shown, ...values].join(" ")}`;
  }

  send() {
    for (const chip of [...this.chips.values()].sort((a, b) => Number(Boolean(b.option.required)) - Number(Boolean(a.option.required)))) {
      const error = problem(chip.option, this.given[chip.option.name]);
      if (!error) continue;
      chip.root.classList.add("wrong");
      this.focus(chip.field);
      return chip.card ? this.hint(chip, error) : this.suggest(chip, error);
    }
    this.autocomplete.stop();
    return this.onSend(this.given);
  }
}
