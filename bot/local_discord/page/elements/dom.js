// Builds elements. Strings become text nodes, never markup. Knows nothing of Discord.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "textContent", "htmlFor", "multiple"]);

/** h("button", {class: "x", onclick: f, "aria-label": "Close"}, "text", node, null) */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  append(element, children);
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "css") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** Replaces what is inside; gives the element back. */
export function fill(element, ...children) {
  element.replaceChildren();
  return append(element, children);
}

/** As `fill`, but whoever had the keyboard's focus inside keeps it, at the same place. */
export function redraw(element, ...children) {
  const at = [...element.querySelectorAll("a, button")].indexOf(document.activeElement);
  fill(element, ...children);
  if (at >= 0) element.querySelectorAll("a, button")[at]?.focus({ preventScroll: true });
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Puts `nodes` into `parent` in this order and moves only what is out of place. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const node of nodes) {
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
}

/** The same place on this page's own origin, however the server named the machine; else null. */
export function localUrl(url) {
  if (!url) return null;
  try {
    const parsed = new URL(url, location.href);
    const here = ["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname) || parsed.origin === location.origin;
    if (parsed.protocol === "blob:" || parsed.protocol === "data:") return url;
    return here ? parsed.pathname + parsed.search : null;
  } catch {
    return null;
  }
}
