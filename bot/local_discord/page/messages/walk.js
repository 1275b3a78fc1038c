// The list by keyboard: one message is a stop of Tab; arrows walk from there, Enter goes into a message, Escape out of it.

import { focusField } from "../composer/composer.js";
import { byId } from "../elements/dom.js";

const INSIDE = "a[href], button, video";
const NEVER = ".avatar-button"; // the name beside it does the same

const all = () => [...byId("log").querySelectorAll("article")];
const inHand = () => (byId("log").contains(document.activeElement) ? document.activeElement.closest("article") : null);
const parts = (article) => [...article.querySelectorAll(INSIDE)].filter((part) => !part.matches(NEVER) && part.checkVisibility());

export function startWalk() {
  const log = byId("log");
  log.addEventListener("keydown", key);
  log.addEventListener("focusin", settle);
  log.addEventListener("focusout", () => setTimeout(settle));
}

/** Puts into the tab order the message in hand with all that is in it, else the newest message alone. */
export function settle() {
  const articles = all();
  const held = inHand();
  const stop = held ?? articles.at(-1);
  for (const article of articles) {
    setStop(article, article === stop);
    for (const part of article.querySelectorAll(INSIDE)) setStop(part, article === held && !part.matches(NEVER));
  }
}

function setStop(element, isStop) {
  const wanted = isStop ? 0 : -1;
  if (element.tabIndex !== wanted || !element.hasAttribute("tabindex")) element.tabIndex = wanted;
}

/** Runs `draw`; when it takes away the message in hand, the one in its place is taken up. */
export function keepPlace(draw) {
  const held = inHand();
  const at = held ? all().indexOf(held) : -1;
  draw();
  if (held && !held.isConnected) (all()[at] ?? all().at(-1))?.focus({ preventScroll: true });
  settle();
}

function key(event) {
  const article = event.target.closest("article");
  if (!article || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  const isInside = event.target !== article;
  if (event.key === "Escape") isInside ? article.focus() : focusField();
  else if (isInside) return;
  else if (event.key === "Enter") (parts(article).find((part) => !part.matches(".author")) ?? parts(article)[0])?.focus();
  else if (!step(article, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
}

function step(article, name) {
  const articles = all();
  const at = articles.indexOf(article);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1 }[name];
  articles[to]?.focus();
  return to !== undefined;
}
