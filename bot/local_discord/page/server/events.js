// What each event from the socket changes in the state.

import { dropMessage, emit, findMessage, isDm, putMessage, room, state } from "../state.js";
import { noteMessage } from "../unread.js";
import { interactionEvent } from "./interactions.js";

const TYPING_MS = 10_000;

/** `isSeen(channelId)`: is the end of that channel before the person's eyes? `warn(text)` shows a violation. */
export function eventHandler({ isSeen, warn }) {
  const handlers = {
    MESSAGE_CREATE(message) {
      stopTyping(message.channel_id, message.author.id);
      if (room(message.channel_id).loaded) putMessage(message);
      noteMessage(message, isSeen(message.channel_id));
    },
    MESSAGE_UPDATE(message) {
      if (findMessage(message.channel_id, message.id)) putMessage(message);
    },
    MESSAGE_DELETE: ({ id, channel_id }) => dropMessage(channel_id, id),
    REACTION({ channel_id, message_id, reactions }) {
      const message = findMessage(channel_id, message_id);
      if (message) putMessage({ ...message, reactions });
    },
    PRESENCE({ online }) {
      state.bot.online = online;
      emit("presence");
    },
    COMMANDS({ commands }) {
      state.commands = commands;
      emit("commands");
    },
    TYPING({ channel_id, user }) {
      if (user.id === state.me.id) return;
      if (!state.typing.has(channel_id)) state.typing.set(channel_id, new Map());
      state.typing.get(channel_id).set(user.id, { user, until: Date.now() + TYPING_MS });
      emit("typing");
    },
    CHANNELS({ channels }) {
      const dms = [...state.channels.values()].filter(isDm);
      state.channels = new Map([...channels, ...dms].map((channel) => [channel.id, channel]));
      emit("world");
    },
    INTERACTION: interactionEvent,
    VIOLATION: ({ text }) => warn(text),
  };
  return ({ t, d }) => handlers[t]?.(d);
}

function stopTyping(channelId, userId) {
  if (state.typing.get(channelId)?.delete(userId)) emit("typing");
}
