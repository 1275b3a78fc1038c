// A select menu of a message or form: a button that opens a list, one choice or several.

import { avatar } from "../elements/avatar.js";
import { h } from "../elements/dom.js";
import { emojiOf } from "../elements/emoji.js";
import { icon } from "../elements/icons.js";
import { openPopup } from "../elements/popup.js";
import { say } from "../language/say.js";
import { channelName, isDm, nameOf, state, textChannels } from "../state.js";

const USERS = 5, ROLES = 6, MENTIONABLES = 7, CHANNELS = 8;

const person = (user) => ({ value: user.id, label: nameOf(user), description: user.username, picture: () => avatar(user, 24) });
const people = () => [...state.people, state.bot.user].map(person);
const roles = () => (state.guild.roles ?? []).filter((role) => role.id !== state.guild.id)
  .map((role) => ({ value: role.id, label: `@${role.name}`, picture: () => icon("at", 20) }));
const channels = (types) => textChannels().filter((channel) => !isDm(channel) && (!types?.length || types.includes(channel.type)))
  .map((channel) => ({ value: channel.id, label: channelName(channel), picture: () => icon("hash", 20) }));

/** What a select (type 3 or 5–8) offers: {value, label, description?, picture?, default?}. */
export function selectOptions(component) {
  if (component.type === USERS) return people();
  if (component.type === ROLES) return roles();
  if (component.type === MENTIONABLES) return [...people(), ...roles()];
  if (component.type === CHANNELS) return channels(component.channel_types);
  return component.options.map((option) => ({ ...option, picture: option.emoji ? () => emojiOf(option.emoji, 22) : null }));
}

const preset = (component, options) => component.default_values?.map(({ id }) => id)
  ?? options.filter((option) => option.default).map(({ value }) => value);

/**
 * The select as an element. `onCommit(values)` when a choice is made (one) or the list closes (several).
 * `label` names it for screen readers.
 */
export function selectBox(component, { label, isBusy = false, onCommit }) {
  const options = selectOptions(component);
  const [min, max] = [component.min_values ?? 1, Math.min(component.max_values ?? 1, options.length)];
  let chosen = preset(component, options);
  const face = h("span", { class: "select-face" });
  const button = h("button", {
    type: "button", class: "select", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false",
    "aria-label": label, disabled: component.disabled || isBusy, onclick: open,
  }, face, isBusy ? h("span", { class: "busy-dots" }, h("i"), h("i"), h("i")) : icon("chevron", 20));
  button.addEventListener("keydown", (event) => ["ArrowDown", "ArrowUp"].includes(event.key) && (event.preventDefault(), open()));
  paint();

  function paint() {
    const names = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value);
    face.replaceChildren(...(names.length ? (max > 1 ? names.map((name) => h("span", { class: "pill" }, name)) : [names[0]])
      : [h("span", { class: "placeholder" }, component.placeholder || say("form-choose"))]));
  }

  function open() {
    if (button.getAttribute("aria-expanded") === "true") return;
    const before = chosen.join();
    const list = optionList(options, { label, chosen, max, min, onChoose });
    const popup = openPopup(button, list, { width: "anchor", onClose() {
      button.setAttribute("aria-expanded", "false");
      if (max > 1 && chosen.join() !== before && chosen.length >= min) onCommit(chosen);
    } });
    button.setAttribute("aria-expanded", "true");
    (list.querySelector('[aria-selected="true"]') ?? list.querySelector('[role="option"]'))?.focus();

    function onChoose(values, isFinal) {
      chosen = values;
      paint();
      if (!isFinal) return;
      popup.close();
      onCommit(chosen);
    }
  }
  return button;
}

function optionList(options, { label, chosen, max, min, onChoose }) {
  const isMany = max > 1;
  const list = h("div", { class: "option-list", role: "listbox", "aria-label": label, "aria-multiselectable": String(isMany) });
  let now = [...chosen];
  const toggle = (value) => {
    if (!isMany) return onChoose(min === 0 && now.includes(value) ? [] : [value], true);
    if (now.includes(value)) now = now.filter((other) => other !== value);
    else if (now.length < max) now = [...now, value];
    for (const row of list.children) row.setAttribute("aria-selected", String(now.includes(row.dataset.value)));
    return onChoose(now, false);
  };
  list.append(...options.map((option) => h("div", {
    role: "option", tabindex: "-1", class: "option-row", data: { value: option.value },
    "aria-selected": String(now.includes(option.value)), onclick: () => toggle(option.value),
  }, option.picture?.(), h("span", { class: "option-words" }, h("span", {}, option.label), option.description && h("small", {}, option.description)),
  h("span", { class: isMany ? "tick box" : "tick" }, icon("check", isMany ? 14 : 18)))));
  list.addEventListener("keydown", (event) => {
    const rows = [...list.children];
    const at = rows.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) rows.at(to % rows.length)?.focus();
    else if (event.key === "Enter" || event.key === " ") toggle(document.activeElement.dataset.value);
    else return;
    event.preventDefault();
  });
  return list;
}
