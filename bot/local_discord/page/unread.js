// What this person has read, by channel, kept in the browser; pings are counted live. No DOM.

import { compareIds } from "./snowflake.js";
import { emit, isDm, room, state } from "./state.js";

let marks = {}; // channel id -> {read: message id, pings: number}

const key = () => `easel.read.${state.me.id}`;

export function loadMarks() {
  try {
    marks = JSON.parse(localStorage.getItem(key())) ?? {};
  } catch {
    marks = {};
  }
}

const mark = (channelId) => (marks[channelId] ??= { read: null, pings: 0 });

function save() {
  localStorage.setItem(key(), JSON.stringify(marks));
  emit("unread");
}

export const pings = (channelId) => marks[channelId]?.pings ?? 0;
export const allPings = () => Object.values(marks).reduce((sum, { pings: n }) => sum + n, 0);
export const lastRead = (channelId) => marks[channelId]?.read ?? null;

export function isUnread(channelId) {
  const newest = state.channels.get(channelId)?.last_message_id;
  const read = lastRead(channelId);
  return Boolean(newest && (read === null || compareIds(newest, read) > 0));
}

export function markRead(channelId) {
  const ids = [room(channelId).messages.findLast((message) => !message.local)?.id, state.channels.get(channelId)?.last_message_id];
  const newest = ids.filter(Boolean).sort(compareIds).at(-1); // the last one may be deleted by now
  if (!newest || (mark(channelId).read === newest && !pings(channelId))) return;
  marks[channelId] = { read: newest, pings: 0 };
  save();
}

/** A message came: does it ping me, and is it already in view? */
export function noteMessage(message, isSeen) {
  const channel = state.channels.get(message.channel_id);
  if (channel && (!channel.last_message_id || compareIds(message.id, channel.last_message_id) > 0)) {
    channel.last_message_id = message.id;
  }
  if (message.author.id === state.me.id || isSeen) return markRead(message.channel_id);
  if (mentionsMe(message) || isDm(channel)) mark(message.channel_id).pings += 1;
  save();
}

export function mentionsMe(message) {
  if (message.mention_everyone) return true;
  if (message.mentions?.some((user) => user.id === state.me.id)) return true;
  const mine = state.guild?.members?.find((member) => member.user?.id === state.me.id)?.roles ?? [];
  return message.mention_roles?.some((id) => mine.includes(id)) ?? false;
}
