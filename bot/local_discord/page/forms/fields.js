// The fields of a form. Each gives {element, answer(), problem(), focus()}; `answer()` is Discord's shape.

import { h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { noted } from "../elements/notice.js";
import { say, sayAround } from "../language/say.js";
import { upload } from "../server/transport.js";
import { sizeText } from "../text/size.js";
import { selectBox } from "./selects.js";

const PARAGRAPH = 2;

/** The field for a component (4 text, 3 and 5–8 select, 19 file, 21 radio, 22 and 23 checkbox). */
export function field(component, { id, label }) {
  switch (component.type) {
    case 4: return textField(component, id);
    case 19: return fileField(component, id);
    case 21: return choiceField(component, { id, label, isMany: false });
    case 22: return choiceField(component, { id, label, isMany: true });
    case 23: return checkField(component, { id, label });
    default: return selectField(component, { label });
  }
}

const base = ({ type, id, custom_id }) => ({ type, ...(id && { id }), custom_id });
const isRequired = (component) => component.required !== false;

function textField(component, id) {
  const isLong = component.style === PARAGRAPH;
  const max = component.max_length ?? 4000;
  const input = h(isLong ? "textarea" : "input", {
    id, class: "text-input", value: component.value ?? "", placeholder: component.placeholder ?? null, maxlength: max,
    rows: isLong ? 5 : null, type: isLong ? null : "text", autocomplete: "off", "aria-required": String(isRequired(component)), "aria-describedby": `${id}-problem`,
  });
  const count = h("span", { class: "count", "aria-hidden": "true" });
  const recount = () => { count.textContent = String(max - input.value.length); };
  input.addEventListener("input", recount);
  recount();
  return {
    element: h("div", { class: "text-field" }, input, isLong || component.max_length ? count : null),
    focus: () => input.focus(),
    answer: () => ({ ...base(component), value: input.value }),
    problem() {
      const { length } = input.value.trim();
      if (!length) return isRequired(component) ? say("form-required") : null;
      const min = component.min_length ?? 0;
      return length < min ? say("form-short", { min, count: length }) : null;
    },
  };
}

function selectField(component, { label }) {
  let values = null;
  const initial = component.default_values?.map((v) => v.id) ?? (component.options ?? []).filter((o) => o.default).map((o) => o.value);
  const element = selectBox(component, { label, onCommit(chosen) { values = [...chosen]; } });
  const now = () => values ?? initial;
  return {
    element, focus: () => element.focus(),
    answer: () => ({ ...base(component), values: now() }),
    problem: () => (isRequired(component) && now().length < (component.min_values ?? 1) ? say("form-choose") : null),
  };
}

function choiceField(component, { id, label, isMany }) {
  const inputs = component.options.map((option, i) => h("input", { type: isMany ? "checkbox" : "radio", name: id, id: `${id}-${i}`, value: option.value, checked: option.default }));
  const rows = component.options.map((option, i) => h("label", { class: "choice-row", htmlFor: `${id}-${i}` }, inputs[i],
    h("span", {}, h("span", {}, option.label), option.description && h("small", {}, option.description))));
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const [min, max] = [component.min_values ?? 1, component.max_values ?? inputs.length];
  return {
    element: h("div", { role: isMany ? "group" : "radiogroup", "aria-label": label, class: "choices" }, rows),
    focus: () => inputs[0]?.focus(),
    answer: () => (isMany ? { ...base(component), values: chosen() } : { ...base(component), value: chosen()[0] ?? null }),
    problem() {
      const { length } = chosen();
      if (!length) return isRequired(component) ? say("form-choose") : null;
      if (isMany && length < min) return say("form-at-least", { min });
      return isMany && length > max ? say("form-at-most", { max }) : null;
    },
  };
}

function checkField(component, { id, label }) {
  const input = h("input", { type: "checkbox", id, checked: component.default, "aria-label": label });
  return { element: h("div", { class: "choice-row" }, input), focus: () => input.focus(), answer: () => ({ ...base(component), value: input.checked }), problem: () => null };
}

function fileField(component, id) {
  const max = component.max_values ?? 1;
  const sent = []; // {id, name}
  let running = 0;
  const list = h("ul", { class: "sent-files" });
  const input = h("input", { type: "file", id, class: "quiet", multiple: max > 1, onchange: () => take([...input.files]) });
  const zone = h("label", { class: "drop", htmlFor: id }, icon("file", 24), h("span", {}, sayAround("form-drop", { choose: h("b", {}, say("form-drop-choose")) })));
  async function take(files) {
    for (const file of files.slice(0, max - sent.length - running)) {
      running += 1;
      const saved = await noted(() => upload(file));
      running -= 1;
      if (saved) sent.push({ id: saved.id, name: file.name, size: file.size });
      paint();
    }
    input.value = "";
  }
  const paint = () => list.replaceChildren(...sent.map((file, i) => h("li", {}, icon("file", 18), `${file.name} (${sizeText(file.size)})`,
    h("button", { type: "button", class: "icon-button", "aria-label": say("file-remove", { file: file.name }), onclick: () => { sent.splice(i, 1); paint(); } }, icon("close", 16)))));
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("drop", (event) => { event.preventDefault(); event.stopPropagation(); take([...event.dataTransfer.files]); });
  return {
    element: h("div", { class: "file-field" }, input, zone, list), focus: () => input.focus(),
    answer: () => ({ ...base(component), values: sent.map((file) => file.id) }),
    problem() {
      if (running) return say("form-sending");
      return isRequired(component) && sent.length < (component.min_values ?? 1) ? say("form-file") : null;
    },
  };
}
