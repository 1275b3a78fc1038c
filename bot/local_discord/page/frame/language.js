// The language of this person's Discord: commands are shown in it, and the bot is told it.

import { h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { noted } from "../elements/notice.js";
import { openPopup, roveKeys } from "../elements/popup.js";
import { call } from "../server/transport.js";
import { emit, state } from "../state.js";

const LANGUAGES = { "en-US": "English, US", "zh-CN": "中文", de: "Deutsch" };

const named = (locale) => LANGUAGES[locale] ?? locale;

/** The page's texts stay English; what people and the bot write is set in the right glyphs for the language. */
export function takeLanguage() {
  for (const id of ["log", "composer"]) document.getElementById(id).lang = state.me.locale;
}

export function languageButton() {
  const label = `Language: ${named(state.me.locale)}`;
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, "aria-haspopup": "menu", onclick: (event) => openLanguages(event.currentTarget) }, icon("globe", 20));
}

function openLanguages(anchor) {
  const mine = rows("Your language", state.me.locale, chooseMine);
  const servers = state.me.is_admin ? rows("The server's language", state.guild.preferred_locale, chooseServers) : [];
  const menu = h("div", { class: "menu", role: "menu", "aria-label": "Language" }, mine, servers,
    h("p", { class: "menu-note" }, "Names of commands follow your language; the bot answers in it if it can."));
  roveKeys(menu, '[role="menuitemradio"]');
  const popup = openPopup(anchor, menu, { side: "above", align: "end" });
  menu.addEventListener("click", (event) => event.target.closest("button") && popup.close());
  menu.querySelector('[aria-checked="true"]')?.focus();
}

function rows(title, current, choose) {
  const locales = [...new Set([...Object.keys(LANGUAGES), current])];
  return [h("p", { class: "menu-title" }, title), locales.map((locale) => h("button", {
    type: "button", role: "menuitemradio", "aria-checked": String(locale === current), "aria-label": `${title}: ${named(locale)}`, class: "menu-item", onclick: () => choose(locale),
  }, h("span", { lang: locale }, named(locale)), locale === current && icon("check", 16)))];
}

async function chooseMine(locale) {
  if (!(await put("/local/locale", locale))) return;
  state.me.locale = locale;
  takeLanguage();
  emit("language");
  emit("commands");
}

async function chooseServers(locale) {
  if (await put("/local/guild-locale", locale)) state.guild.preferred_locale = locale;
}

const put = (path, locale) => noted(async () => { await call("PUT", path, { locale }); return true; });
