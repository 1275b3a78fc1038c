// The registered commands as a flat list, and the check of what a person gave for their options. Pure.

import { say } from "../language/say.js";

export const TYPE = { SUB: 1, GROUP: 2, STRING: 3, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, MENTIONABLE: 9, NUMBER: 10, FILE: 11 };
const CHAT_INPUT = 1;
const GUILD_CONTEXT = 0, DM_CONTEXT = 1;
const ADMINISTRATOR = 8n;

/** A text of a command, option or choice in a language, else as the bot wrote it. */
const local = (part, key, locale) => part[`${key}_localizations`]?.[locale] ?? part[key];

/** A choice as it is offered: `shown` in the person's language. */
export const choiceIn = (locale) => ({ value, ...choice }) => ({ name: local(choice, "name", locale), value });

/**
 * Commands usable at a place, each leaf once: {id, name: "prefer suffix", shown: the same in `locale`, description,
 * options: [{name, shown, …}], path}. `place`: {isDirect, permissions: what the person may do there, as a BigInt}.
 */
export function slashCommands(commands, place, locale = "en-US") {
  return commands
    .filter((command) => (command.type ?? CHAT_INPUT) === CHAT_INPUT && fits(command, place))
    .flatMap((command) => leaves(command, command, [command], locale))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The menus of a kind usable there, with `shown` in the person's language. */
export const menuCommands = (commands, type, place, locale = "en-US") =>
  commands.filter((c) => c.type === type && fits(c, place)).map((c) => ({ ...c, shown: local(c, "name", locale) }));

function fits(command, { isDirect, permissions }) {
  if (isDirect) {
    if (command.guild_id || command.dm_permission === false) return false;
    return !command.contexts || command.contexts.includes(DM_CONTEXT);
  }
  if (command.contexts && !command.contexts.includes(GUILD_CONTEXT)) return false;
  if (command.default_member_permissions === null || command.default_member_permissions === undefined) return true;
  const needed = BigInt(command.default_member_permissions);
  return Boolean(permissions & ADMINISTRATOR) || (needed !== 0n && (permissions & needed) === needed);
}

function leaves(root, node, parts, locale) {
  const nested = (node.options ?? []).filter((option) => option.type <= TYPE.GROUP);
  if (nested.length) return nested.flatMap((option) => leaves(root, option, [...parts, option], locale));
  const options = (node.options ?? []).map((option) => ({
    ...option, shown: local(option, "name", locale), description: local(option, "description", locale),
    choices: option.choices?.map(choiceIn(locale)),
  })).sort((a, b) => Number(Boolean(b.required)) - Number(Boolean(a.required)));
  const path = parts.map(({ name }) => name);
  const shown = parts.map((part) => local(part, "name", locale)).join(" ");
  return [{ id: root.id, name: path.join(" "), shown, path, description: local(node, "description", locale), options }];
}

/** "quota show" as a person sees that command, by the names the bot gave its parts in their language. */
export function shownName(commands, name, locale) {
  const whole = commands.find((one) => one.name === name); // a menu's name may hold spaces
  if (whole) return local(whole, "name", locale);
  let parts = commands;
  return name.split(" ").map((word) => {
    const part = parts?.find((one) => one.name === word);
    parts = part?.options;
    return part ? local(part, "name", locale) : word;
  }).join(" ");
}

/** Both ways to write a name: in the person's language and as the bot made it. */
const spellings = ({ name, shown }) => [...new Set([shown ?? name, name])];

/** The commands for what follows "/": names that begin so first, then those that hold it. */
export function matching(commands, typed) {
  const wanted = typed.toLowerCase().trim();
  const first = commands.filter((command) => spellings(command).some((name) => name.startsWith(wanted)));
  const rest = commands.filter((command) => !first.includes(command)
    && (spellings(command).some((name) => name.includes(wanted)) || (wanted.length > 2 && command.description.toLowerCase().includes(wanted))));
  return [...first, ...rest];
}

/** "/imagine a fox" -> {command, values: {prompt: "a fox"}}; null unless a whole command name leads. */
export function parseLine(text, commands) {
  const [found, name] = commands
    .flatMap((command) => spellings(command).map((spelling) => [command, spelling]))
    .filter(([, spelling]) => text.startsWith(`/${spelling} `))
    .sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  return found ? { command: found, values: spread(found, text.slice(name.length + 2)) } : null;
}

/**
 * The rest of a line over the options: "name:value" where written, else the first option takes it. Each name is read
 * once: what stands behind it again is text, as in `/imagine a fox Negative prompt: fog`.
 */
function spread(command, rest) {
  const values = {};
  const written = command.options.filter((option) => option.type !== TYPE.FILE);
  const names = new Map(written.flatMap((option) => spellings(option).map((spelling) => [spelling, option.name])));
  const found = names.size ? [...rest.matchAll(new RegExp(`(?:^|\\s)(${[...names.keys()].join("|")})[:：]`, "g"))] : [];
  const taken = new Set(rest.slice(0, found[0]?.index).trim() && written.length ? [written[0].name] : []);
  const marks = found.filter(({ 1: name }) => !taken.has(names.get(name)) && taken.add(names.get(name)));
  const lead = rest.slice(0, marks[0]?.index ?? rest.length);
  if (lead.trim() && written.length) values[written[0].name] = lead.trimStart();
  marks.forEach((mark, i) => {
    values[names.get(mark[1])] = rest.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? rest.length).trimStart();
  });
  return values;
}

/** The line that gives the same command again: "/imagine prompt:a fox". */
export function writeLine(command, given) {
  const parts = command.options.filter((o) => given[o.name]?.text && o.type !== TYPE.FILE).map((o) => `${o.shown ?? o.name}:${given[o.name].text}`);
  return `/${[command.shown ?? command.name, ...parts].join(" ")} `;
}

const WRONG = {
  [TYPE.BOOLEAN]: "wrong-boolean", [TYPE.USER]: "wrong-person", [TYPE.CHANNEL]: "wrong-channel", [TYPE.ROLE]: "wrong-role",
  [TYPE.MENTIONABLE]: "wrong-mentionable", [TYPE.FILE]: "wrong-file",
};

/** What is wrong with `text` for this option as a sentence, or null. */
export function problem(option, { text, value, isBusy }) {
  if (isBusy) return say("wrong-sending");
  const isEmpty = value === undefined && !text.trim();
  if (isEmpty) return option.required ? say("wrong-required") : null;
  if (value !== undefined) return null;
  if (option.choices?.length) return say("wrong-list");
  if (option.type === TYPE.STRING) return lengthProblem(option, text);
  if (option.type === TYPE.INTEGER || option.type === TYPE.NUMBER) return numberProblem(option, text.trim());
  return say(WRONG[option.type]);
}

function lengthProblem({ min_length: min, max_length: max }, { length }) {
  if (min && length < min) return say("wrong-short", { min, count: length });
  return length > (max ?? 6000) ? say("wrong-long", { max: max ?? 6000, count: length }) : null;
}

function numberProblem({ type, min_value: min, max_value: max }, text) {
  const number = Number(text);
  if (!Number.isFinite(number) || (type === TYPE.INTEGER && !/^[+-]?\d+$/.test(text))) {
    return say(type === TYPE.INTEGER ? "wrong-whole" : "wrong-number");
  }
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  if (number >= low && number <= high) return null;
  return say(max === undefined ? "wrong-from" : min === undefined ? "wrong-up-to" : "wrong-between", { min, max });
}

const typed = (option, { text, value }) => {
  if (value !== undefined) return value;
  return option.type === TYPE.INTEGER || option.type === TYPE.NUMBER ? Number(text.trim()) : text.trim();
};

/** The interaction's `data` as Discord's client sends it; `focused` names the option being typed. */
export function commandData(command, given, focused = null) {
  const holds = (o, { text, value }) => o.name === focused || value !== undefined || (text.trim() && o.type !== TYPE.FILE);
  const filled = command.options.filter((o) => given[o.name] && holds(o, given[o.name]));
  const options = filled.map((o) => o.name === focused
    ? { name: o.name, type: o.type, value: given[o.name].text, focused: true }
    : { name: o.name, type: o.type, value: typed(o, given[o.name]) });
  const [name, ...nested] = command.path;
  const wrap = (path) => (path.length
    ? [{ name: path[0], type: path.length > 1 ? TYPE.GROUP : TYPE.SUB, options: wrap(path.slice(1)) }] : options);
  return { id: command.id, name, type: CHAT_INPUT, options: wrap(nested) };
}
