// A form of the bot, as a modal dialog: labels, fields, what is missing, Submit.

import { easelSign } from "../elements/avatar.js";
import { fill, h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { say } from "../language/say.js";
import { submitForm } from "../server/interactions.js";
import { markdown } from "../text/markdown.js";
import { field } from "./fields.js";

let forms = 0;

/** Opens the form of an interaction's outcome; `messageId` when a button asked for it. */
export function openForm({ modal }, { channelId, messageId = null }) {
  const number = forms++;
  const parts = modal.components.map((component, i) => part(component, `form-${number}-${i}`));
  const problem = h("p", { class: "form-problem", role: "alert" });
  const submit = h("button", { type: "submit", class: "button primary" }, h("span", { class: "button-face" }, say("form-submit")));
  const form = h("form", { method: "dialog", novalidate: true },
    h("header", {}, easelSign(24, { isRound: true }), h("h2", { id: `form-${number}` }, modal.title),
      h("button", { type: "button", class: "icon-button", "aria-label": say("form-close"), onclick: () => dialog.close() }, icon("close", 22))),
    h("div", { class: "form-body" }, parts.map(({ element }) => element), problem),
    h("footer", {}, h("button", { type: "button", class: "plain", onclick: () => dialog.close() }, say("form-cancel")), submit));
  const dialog = h("dialog", { class: "sheet form", "aria-labelledby": `form-${number}` }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-busy") === "true" || !check(parts)) return;
    setBusy(submit, true);
    const components = parts.map(({ answer }) => answer?.()).filter(Boolean);
    const failure = await submitForm({ channelId, messageId, customId: modal.custom_id, components });
    setBusy(submit, false);
    if (failure) fill(problem, icon("warning", 18), failure);
    else dialog.close();
  });
  const back = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (back?.isConnected) back.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  parts.find(({ focus }) => focus)?.focus();
}

function setBusy(submit, isBusy) {
  submit.classList.toggle("busy", isBusy);
  submit.setAttribute("aria-busy", String(isBusy));
  submit.querySelector(".busy-dots")?.remove();
  if (isBusy) submit.append(h("span", { class: "busy-dots" }, h("i"), h("i"), h("i")));
}

/** Writes what is missing beside each field; true when nothing is. */
function check(parts) {
  const wrong = parts.filter(({ complain }) => complain?.());
  wrong[0]?.focus();
  return !wrong.length;
}

/** One top-level part: a label (18) around a field, an older row (1) with a text field, or a text (10). */
function part(component, id) {
  if (component.type === 10) return { element: h("div", { class: "markup" }, markdown(component.content)) };
  const inner = component.type === 1 ? component.components[0] : component.component;
  const label = (component.type === 1 ? inner.label : component.label) ?? "";
  const control = field(inner, { id, label });
  const isRequired = inner.required !== false && inner.type !== 23;
  const note = h("span", { class: "field-problem", id: `${id}-problem`, role: "alert" });
  const complain = () => {
    const text = control.problem();
    note.textContent = text ?? "";
    control.element.classList.toggle("wrong", Boolean(text));
    return text;
  };
  const wrap = (answer) => (component.type === 1 ? { type: 1, ...(component.id && { id: component.id }), components: [answer] }
    : { type: 18, ...(component.id && { id: component.id }), component: answer });
  return {
    element: h("div", { class: "form-part" },
      h("label", { htmlFor: id, class: "form-label" }, label, isRequired && h("span", { class: "required", "aria-hidden": "true" }, "*")),
      component.description && h("p", { class: "form-hint" }, component.description), control.element, note),
    focus: control.focus, complain, answer: () => wrap(control.answer()),
  };
}
