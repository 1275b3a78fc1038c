// Starts the page: who am I, the world, the socket, the views. (The list of modules is in index.html.)

import { startComposer } from "./composer/composer.js";
import { byId, h } from "./elements/dom.js";
import { toast } from "./elements/notice.js";
import { startPointer } from "./elements/pointer.js";
import { startHeader } from "./frame/header.js";
import { choosePageLanguage, followBrowser, labelPage } from "./frame/language.js";
import { startMembers } from "./frame/members.js";
import { openSwitch, rememberPerson, startTheme, wantedPerson } from "./frame/people.js";
import { startSidebar } from "./frame/sidebar.js";
import { say } from "./language/say.js";
import { endIsInView, jumpTo, loadNewest, startMessages, toEnd } from "./messages/messages.js";
import { eventHandler } from "./server/events.js";
import { call, listen, speakAs } from "./server/transport.js";
import { onJump } from "./text/leave.js";
import { keepTimes } from "./text/markdown.js";
import { emit, on, room, state, takeWorld, textChannels } from "./state.js";
import { loadMarks } from "./unread.js";

const RETRY_MS = 1500;
const CHANNEL_KEY = "easel.channel";

async function start() {
  startTheme();
  startPointer();
  choosePageLanguage(navigator.language);
  const world = await bootstrap();
  rememberPerson(world.me.id);
  state.me = world.me;
  await followBrowser(world.locales);
  choosePageLanguage(state.me.locale);
  loadMarks();
  startMembers();
  startSidebar();
  startHeader();
  startMessages({ switchPerson: openSwitch });
  startComposer({ onSent: toEnd });
  takeWorld(world);
  labelPage();
  keepTimes();
  onJump(openPlace);
  addEventListener("hashchange", openFromAddress);
  openFromAddress();
  listen(eventHandler({ isSeen: (channelId) => channelId === state.current && endIsInView(), warn: toast }), connectionChanged);
  byId("app").classList.add("ready");
}

/** The world as the wanted person sees it; the name in the address may be an id or a user name. */
async function bootstrap() {
  for (;;) {
    try {
      const wanted = wantedPerson();
      speakAs(/^\d+$/.test(wanted ?? "") ? wanted : null);
      const world = await call("GET", "/local/bootstrap");
      const person = world.people.find(({ id, username, global_name: shown }) => [id, username, shown].includes(wanted)) ?? world.me;
      speakAs(person.id);
      return person.id === world.me.id ? world : await call("GET", "/local/bootstrap");
    } catch (error) {
      if (error.status === 404 || error.status === 403 || error.status === 400) sessionStorage.removeItem("easel.person");
      byId("banner").hidden = false;
      byId("banner").className = "lost";
      byId("banner").replaceChildren(h("span", { class: "spinner" }), error.message);
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
    }
  }
}

function openFromAddress() {
  const wanted = location.hash.slice(1) || sessionStorage.getItem(CHANNEL_KEY);
  const channel = state.channels.get(wanted) ?? textChannels().find(({ name }) => name === "general") ?? textChannels()[0];
  if (channel.id === state.current) return;
  state.current = channel.id;
  sessionStorage.setItem(CHANNEL_KEY, channel.id);
  emit("channel");
}

/** A link to a message or channel of this server. */
function openPlace(channelId, messageId) {
  if (!state.channels.has(channelId)) return toast(say("channel-not-here"));
  location.hash = channelId;
  openFromAddress();
  if (!messageId) return undefined;
  if (room(channelId).loaded) return jumpTo(messageId);
  const stop = on("messages", (id) => {
    if (id !== channelId) return;
    stop();
    jumpTo(messageId);
  });
  return undefined;
}

async function connectionChanged(connection) {
  state.connection = connection;
  emit("connection");
  if (connection === "open") await catchUp();
}

/** What happened while no socket was open: the world anew, the channel in view anew; the others load when opened. */
async function catchUp() {
  try {
    const world = await call("GET", "/local/bootstrap");
    takeWorld(world);
    await followBrowser(world.locales); // a server that was started anew knows only what was chosen
  } catch (error) {
    return toast(error.message);
  }
  emit("presence");
  emit("commands");
  learnNewest();
  for (const [id, there] of state.rooms) if (id !== state.current) there.loaded = false;
  return loadNewest(state.current);
}

/** What is newest in the channels not in view, where the world did not say: it decides what is unread. */
async function learnNewest() {
  for (const channel of state.channels.values()) {
    if (channel.last_message_id || channel.id === state.current) continue;
    const [newest] = await call("GET", `/local/channels/${channel.id}/messages?limit=1`).catch(() => []);
    channel.last_message_id ??= newest?.id ?? null;
  }
  emit("unread");
}

start();
