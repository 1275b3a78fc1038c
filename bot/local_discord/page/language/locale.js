// Which of Discord's locales a browser asks for. Pure.

const USUAL = { en: "en-US", es: "es-ES", nb: "no", nn: "no" };
const TRADITIONAL = /^zh-(?:hant|tw|hk|mo)\b/i;

/** The first of a browser's languages that is among Discord's `locales`; English when none is. */
export function localeFor(languages, locales) {
  for (const wanted of languages) {
    const found = nearest(wanted, locales);
    if (found) return found;
  }
  return USUAL.en;
}

function nearest(wanted, locales) {
  const exact = locales.find((locale) => locale.toLowerCase() === wanted.toLowerCase());
  if (exact) return exact;
  const language = wanted.split("-")[0].toLowerCase();
  if (language === "zh") return TRADITIONAL.test(wanted) ? "zh-TW" : "zh-CN";
  return USUAL[language] ?? locales.find((locale) => locale.split("-")[0] === language);
}
