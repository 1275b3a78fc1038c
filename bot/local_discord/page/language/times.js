// How moments are written, in the language in use or in a person's. Pure.

import { say, writingLocale } from "./say.js";

const dayNumber = (date) => Math.floor((date.getTime() - date.getTimezoneOffset() * 60_000) / 86_400_000);

export const sameDay = (a, b) => dayNumber(a) === dayNumber(b);

const format = (options, locale = writingLocale()) => new Intl.DateTimeFormat(locale, options);

export const clock = (date) => format({ hour: "numeric", minute: "2-digit" }).format(date);

/** "Today at 14:32", "Yesterday at …" or a short date. */
export function stamp(date, now = new Date()) {
  const days = dayNumber(now) - dayNumber(date);
  if (days === 0) return say("time-today", { time: clock(date) });
  if (days === 1) return say("time-yesterday", { time: clock(date) });
  return format({ dateStyle: "short", timeStyle: "short" }).format(date);
}

export const longStamp = (date) => format({ dateStyle: "full", timeStyle: "short" }).format(date);

export const dayName = (date) => format({ dateStyle: "long" }).format(date);

const STEPS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

/** "in 2 minutes", "3 hours ago". */
function relative(date, locale = undefined, now = new Date()) {
  const seconds = Math.round((date - now) / 1000);
  const [unit, size] = STEPS.find(([, s]) => Math.abs(seconds) >= s) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

const STYLES = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};

/** `<t:unix:style>` written out in a language. */
export const styled = (date, style, locale) => (style === "R" ? relative(date, locale) : format(STYLES[style] ?? STYLES.f, locale).format(date));
