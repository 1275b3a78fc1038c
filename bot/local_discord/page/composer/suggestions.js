// What is offered for an option being filled in: fixed choices, people, channels, or the bot's own answers.

import { avatar } from "../elements/avatar.js";
import { icon } from "../elements/icons.js";
import { say } from "../language/say.js";
import { askChoices } from "../server/interactions.js";
import { nameOf, roleColour, state, textChannels } from "../state.js";
import { TYPE, choiceIn, commandData } from "./commands.js";

const DEBOUNCE_MS = 220;

const person = (user) => ({ name: nameOf(user), value: user.id, description: user.username, picture: avatar(user, 24), search: user.username });
const people = () => [...state.people, state.bot.user].map(person);
const channels = (types) => textChannels().filter((channel) => !types?.length || types.includes(channel.type))
  .map((channel) => ({ name: channel.name, value: channel.id, picture: icon("hash", 20) }));
const roles = () => (state.guild.roles ?? []).map((role) => ({ name: role.name, value: role.id, picture: icon("at", 20), colour: roleColour(role.id) }));

/** The rows for an option whose values are known here; null when any text will do. */
export function knownRows(option, typed) {
  const rows = allRows(option);
  if (!rows) return null;
  const wanted = typed.trim().toLowerCase().replace(/^[@#]/, "");
  return rows.filter((row) => `${row.name} ${row.search ?? ""}`.toLowerCase().includes(wanted)).slice(0, 25);
}

function allRows(option) {
  if (option.choices?.length) return option.choices.map(({ name, value }) => ({ name, value }));
  switch (option.type) {
    case TYPE.BOOLEAN: return [{ name: say("true"), value: true }, { name: say("false"), value: false }];
    case TYPE.USER: return people();
    case TYPE.CHANNEL: return channels(option.channel_types);
    case TYPE.ROLE: return roles();
    case TYPE.MENTIONABLE: return [...people(), ...roles()];
    default: return null;
  }
}

/** Asks the bot, once typing pauses; an answer to an older text is dropped. */
export class Autocomplete {
  constructor() {
    this.turn = 0;
    this.timer = null;
  }

  /** `show(rows)` gets the newest answer only; null when the bot gave none. */
  ask(channelId, command, given, option, show) {
    const turn = ++this.turn;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const choices = await askChoices(channelId, commandData(command, given, option.name));
      if (turn === this.turn) show(choices?.map(choiceIn(state.me.locale)) ?? null);
    }, DEBOUNCE_MS);
  }

  stop() {
    this.turn += 1;
    clearTimeout(this.timer);
  }
}
