// What this tab knows: the world, the messages it has seen, what its person has read. No DOM.

import { say } from "./language/say.js";
import { compareIds } from "./snowflake.js";

export const state = {
  me: null, people: [], guild: null, bot: null, commands: [],
  channels: new Map(),      // id -> channel, the DMs too
  rooms: new Map(),         // channel id -> {messages: sorted, complete, loaded, newFrom}
  current: null,            // id of the channel in view
  connection: "connecting", // connecting | open | lost
  typing: new Map(),        // channel id -> Map(user id -> {user, until})
};

const listeners = new Map();

/** Calls `listener(detail)` on each `topic`: world, channel, messages, unread, commands, presence, connection, typing, members (the list shown or hidden). */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

export function emit(topic, detail) {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(detail);
}

export function takeWorld(world) {
  Object.assign(state, { me: world.me, people: world.people, guild: world.guild, bot: world.bot, commands: world.commands });
  state.channels = new Map([...world.channels, ...world.dms].map((channel) => [channel.id, channel]));
  emit("world");
}

export const isDm = (channel) => channel?.type === 1;
export const channelName = (channel) => (isDm(channel) ? nameOf(partner(channel)) : channel?.name ?? say("unknown-channel"));
export const partner = (dm) => dm.recipients?.find((user) => user.id !== state.me.id) ?? state.bot.user;
export const nameOf = (user) => user?.global_name ?? user?.username ?? say("nobody");
export const textChannels = () => [...state.channels.values()].filter((channel) => !isDm(channel));
export const dms = () => [...state.channels.values()].filter(isDm);

export function userById(id) {
  if (id === state.bot?.user.id) return state.bot.user;
  return state.people.find((person) => person.id === id)
    ?? state.guild.members?.map((member) => member.user).find((user) => user.id === id);
}

export const memberOf = (userId) => state.guild?.members?.find((member) => member.user?.id === userId);

const EVERYTHING = (1n << 53n) - 1n;

/** Where commands would be used: is it a DM, and what may this person do in the server? */
export function placeOf(channelId) {
  const roles = memberOf(state.me.id)?.roles ?? [];
  const held = (state.guild.roles ?? []).filter(({ id }) => id === state.guild.id || roles.includes(id));
  const permissions = state.guild.owner_id === state.me.id ? EVERYTHING : held.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  return { isDirect: isDm(state.channels.get(channelId)), permissions };
}

/** The colour of a person's highest coloured role as "#rrggbb", or null. */
export function roleColour(userId) {
  const roles = memberOf(userId)?.roles ?? [];
  const coloured = (state.guild.roles ?? []).filter((role) => roles.includes(role.id) && role.color);
  const top = coloured.sort((a, b) => b.position - a.position)[0];
  return top ? `#${top.color.toString(16).padStart(6, "0")}` : null;
}

export function room(channelId) {
  if (!state.rooms.has(channelId)) {
    state.rooms.set(channelId, { messages: [], complete: false, loaded: false, newFrom: null });
  }
  return state.rooms.get(channelId);
}

export const findMessage = (channelId, id) => room(channelId).messages.find((message) => message.id === id);

/** Adds a message or takes its newer state; gives back whether it was new. */
export function putMessage(message) {
  const { messages } = room(message.channel_id);
  const known = messages.findIndex((other) => other.id === message.id);
  if (known >= 0) messages[known] = { ...messages[known], ...message };
  else {
    messages.push(message);
    messages.sort((a, b) => compareIds(a.id, b.id));
  }
  emit("messages", message.channel_id);
  return known < 0;
}

export function dropMessage(channelId, id) {
  const there = room(channelId);
  there.messages = there.messages.filter((message) => message.id !== id);
  emit("messages", channelId);
}

/** Takes a page of history: the newest (replaces what it covers) or, with `before`, an older one. */
export function takeHistory(channelId, page, { limit, older }) {
  const there = room(channelId);
  const local = there.messages.filter((message) => message.local);
  const oldest = page[0]?.id;
  const kept = older ? there.messages
    : there.messages.filter((m) => !m.local && oldest && page.length >= limit && compareIds(m.id, oldest) < 0);
  const merged = new Map([...kept, ...page, ...local].map((message) => [message.id, message]));
  there.messages = [...merged.values()].sort((a, b) => compareIds(a.id, b.id));
  if (page.length < limit) there.complete = true;
  else if (!older && !kept.length) there.complete = false;
  there.loaded = true;
  emit("messages", channelId);
}
