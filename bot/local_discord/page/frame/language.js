// The language of this person's Discord: the page and the commands are shown in it, and the bot is told it.

import { byId, h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { noted } from "../elements/notice.js";
import { openPopup, roveKeys } from "../elements/popup.js";
import { localeFor } from "../language/locale.js";
import { say, speak, spoken } from "../language/say.js";
import { call } from "../server/transport.js";
import { state } from "../state.js";

const LANGUAGES = { "en-US": "English, US", "zh-CN": "中文", de: "Deutsch" };

const named = (locale) => LANGUAGES[locale] ?? new Intl.DisplayNames([locale], { type: "language" }).of(locale);

/** Who has chosen no language speaks the browser's. */
export async function followBrowser(locales) {
  const wanted = localeFor(navigator.languages, locales);
  if (state.me.has_chosen_locale || wanted === state.me.locale) return;
  if (await put("/local/locale", { locale: wanted, is_chosen: false })) state.me.locale = wanted;
}

/** The page's own texts in the language of a locale, from now on. */
export function choosePageLanguage(locale) {
  speak(locale);
  document.documentElement.lang = spoken();
}

/** Names what stands in index.html; what people and the bot write is set in the right glyphs for the person's language. */
export function labelPage() {
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  byId("room").dataset.drop = say("drop-here");
  for (const id of ["log", "composer"]) byId(id).lang = state.me.locale;
}

export function languageButton() {
  const label = say("language-now", { name: named(state.me.locale) });
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, "aria-haspopup": "menu", onclick: (event) => openLanguages(event.currentTarget) }, icon("globe", 20));
}

function openLanguages(anchor) {
  const mine = rows(say("language-mine"), state.me.locale, chooseMine);
  const servers = state.me.is_admin ? rows(say("language-servers"), state.guild.preferred_locale, chooseServers) : [];
  const menu = h("div", { class: "menu", role: "menu", "aria-label": say("language") }, mine, servers, h("p", { class: "menu-note" }, say("language-note")));
  roveKeys(menu, '[role="menuitemradio"]');
  const popup = openPopup(anchor, menu, { side: "above", align: "end" });
  menu.addEventListener("click", (event) => event.target.closest("button") && popup.close());
  menu.querySelector('[aria-checked="true"]')?.focus();
}

function rows(title, current, choose) {
  const locales = [...new Set([...Object.keys(LANGUAGES), current])];
  return [h("p", { class: "menu-title" }, title), locales.map((locale) => h("button", {
    type: "button", role: "menuitemradio", "aria-checked": String(locale === current), "aria-label": say("language-row", { title, name: named(locale) }), class: "menu-item", onclick: () => choose(locale),
  }, h("span", { lang: locale }, named(locale)), locale === current && icon("check", 16)))];
}

/** Everything on the page is drawn in a language, so the page starts anew, as Discord's client does. */
async function chooseMine(locale) {
  if (await put("/local/locale", { locale })) location.reload();
}

async function chooseServers(locale) {
  if (await put("/local/guild-locale", { locale })) state.guild.preferred_locale = locale;
}

const put = (path, wish) => noted(async () => { await call("PUT", path, wish); return true; });
