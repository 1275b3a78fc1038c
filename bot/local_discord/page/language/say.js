// The page's own texts, by key, in the language in use. Knows the tables and nothing of the page.

import { ENGLISH } from "./en.js";
import { REFUSALS } from "./refusals.js";
import { CHINESE } from "./zh.js";

let words = ENGLISH;
let locale = "en-US";

const isChinese = (wanted) => wanted.toLowerCase().startsWith("zh");

/** From now on texts are in the language of this locale; English where there is no table of its own. */
export function speak(wanted) {
  words = isChinese(wanted) ? CHINESE : ENGLISH;
  locale = wanted;
}

/** The language the texts are in, as `lang` names it. */
export const spoken = () => (words === CHINESE ? "zh-CN" : "en");

/** The locale in which dates and numbers stand among these texts: the person's own where it is of their language. */
export function writingLocale() {
  if (locale.split("-")[0] === spoken().split("-")[0]) return locale;
  return spoken();
}

/** The text of a key; `values` fill its {names}. */
export function say(key, values = {}) {
  const text = words[key];
  return typeof text === "function" ? text(values) : text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** As `say`, cut where nodes stand in it: for a text with a name in bold. */
export const sayAround = (key, nodes) => words[key].split(/\{(\w+)\}/).map((part, i) => (i % 2 ? nodes[part] : part));

/** A refusal of the server, which writes English, in the language in use where it is known. */
export const told = (sentence) => (words === CHINESE ? REFUSALS[sentence] ?? sentence : sentence);
