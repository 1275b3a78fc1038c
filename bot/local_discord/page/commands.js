// The registered commands as a flat list, and the check of what a person gave for their options. Pure.

export const TYPE = { SUB: 1, GROUP: 2, STRING: 3, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, MENTIONABLE: 9, NUMBER: 10, FILE: 11 };
const CHAT_INPUT = 1;
const GUILD_CONTEXT = 0, DM_CONTEXT = 1;
const ADMINISTRATOR = 8n;

/**
 * Commands usable at a place, each leaf once: {id, name: "prefer suffix", description, options, path}.
 * `place`: {isDirect, permissions: what the person may do in the server, as a BigInt}.
 */
export function slashCommands(commands, place) {
  return commands
    .filter((command) => (command.type ?? CHAT_INPUT) === CHAT_INPUT && fits(command, place))
    .flatMap((command) => leaves(command, command, [command.name]))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const menuCommands = (commands, type, place) => commands.filter((c) => c.type === type && fits(c, place));

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

function leaves(root, node, path) {
  const nested = (node.options ?? []).filter((option) => option.type <= TYPE.GROUP);
  if (nested.length) return nested.flatMap((option) => leaves(root, option, [...path, option.name]));
  const options = [...(node.options ?? [])].sort((a, b) => Number(Boolean(b.required)) - Number(Boolean(a.required)));
  return [{ id: root.id, name: path.join(" "), path, description: node.description, options }];
}

/** The commands for what follows "/": names that begin so first, then those that hold it. */
export function matching(commands, typed) {
  const wanted = typed.toLowerCase().trim();
  const first = commands.filter((command) => command.name.startsWith(wanted));
  const rest = commands.filter((command) => !first.includes(command)
    && (command.name.includes(wanted) || (wanted.length > 2 && command.description.toLowerCase().includes(wanted))));
  return [...first, ...rest];
}

/** "/imagine a fox" -> {command, values: {prompt: "a fox"}}; null unless a whole command name leads. */
export function parseLine(text, commands) {
  const found = commands
    .filter((command) => text === `/${command.name} ` || text.startsWith(`/${command.name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return found ? { command: found, values: spread(found, text.slice(found.name.length + 2)) } : null;
}

/** The rest of a line over the options: "name:value" where written, else the first option takes it. */
function spread(command, rest) {
  const values = {};
  const names = command.options.filter((option) => option.type !== TYPE.FILE).map((option) => option.name);
  const marks = names.length ? [...rest.matchAll(new RegExp(`(?:^|\\s)(${names.join("|")}):`, "g"))] : [];
  const lead = rest.slice(0, marks[0]?.index ?? rest.length);
  if (lead.trim() && names.length) values[names[0]] = lead.trimStart();
  marks.forEach((mark, i) => {
    values[mark[1]] = rest.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? rest.length).trimStart();
  });
  return values;
}

/** The line that gives the same command again: "/imagine prompt:a fox". */
export function writeLine(command, given) {
  const parts = command.options.filter((o) => given[o.name]?.text && o.type !== TYPE.FILE).map((o) => `${o.name}:${given[o.name].text}`);
  return `/${[command.name, ...parts].join(" ")} `;
}

/** What is wrong with `text` for this option as a sentence, or null. */
export function problem(option, { text, value, isBusy }) {
  if (isBusy) return "This file is still being sent.";
  const isEmpty = value === undefined && !text.trim();
  if (isEmpty) return option.required ? "This option is required. Specify a value." : null;
  if (value !== undefined) return null;
  if (option.choices?.length) return "Choose one of the values in the list.";
  if (option.type === TYPE.STRING) return lengthProblem(option, text);
  if (option.type === TYPE.INTEGER || option.type === TYPE.NUMBER) return numberProblem(option, text.trim());
  const wanted = { 5: "True or False", 6: "a person", 7: "a channel", 8: "a role", 9: "a person or role", 11: "a file" };
  return `Choose ${wanted[option.type]}.`;
}

function lengthProblem({ min_length: min, max_length: max }, { length }) {
  if (min && length < min) return `At least ${min} characters; this has ${length}.`;
  return length > (max ?? 6000) ? `At most ${max ?? 6000} characters; this has ${length}.` : null;
}

function numberProblem({ type, min_value: min, max_value: max }, text) {
  const number = Number(text);
  if (!Number.isFinite(number) || (type === TYPE.INTEGER && !/^[+-]?\d+$/.test(text))) {
    return type === TYPE.INTEGER ? "This takes a whole number." : "This takes a number.";
  }
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  if (number >= low && number <= high) return null;
  return `This takes a number ${min === undefined ? "up to" : `from ${min}`}${max === undefined ? " up" : `${min === undefined ? "" : " to"} ${max}`}.`;
}

const typed = (option, { text, value }) => {
  if (value !== undefined) return value;
  return option.type === TYPE.INTEGER || option.type === TYPE.NUMBER ? Number(text.trim()) : text.trim();
};

/** The interaction's `data` as Discord's client sends it; `focused` names the option being typed. */
export function commandData(command, given, focused = null) {
  const filled = command.options.filter((o) => given[o.name] && (o.name === focused || given[o.name].value !== undefined || given[o.name].text.trim()));
  const options = filled.map((o) => o.name === focused
    ? { name: o.name, type: o.type, value: given[o.name].text, focused: true }
    : { name: o.name, type: o.type, value: typed(o, given[o.name]) });
  const [name, ...nested] = command.path;
  const wrap = (path) => (path.length
    ? [{ name: path[0], type: path.length > 1 ? TYPE.GROUP : TYPE.SUB, options: wrap(path.slice(1)) }] : options);
  return { id: command.id, name, type: CHAT_INPUT, options: wrap(nested) };
}
