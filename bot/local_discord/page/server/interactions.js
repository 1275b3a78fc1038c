// Commands, presses and forms on their way: sent with a nonce, ended by the server's word on it.

import { say, told } from "../language/say.js";
import { idAt } from "../snowflake.js";
import { dropMessage, emit, putMessage, state } from "../state.js";
import { call } from "./transport.js";

const SILENCE_MS = 15_000; // the server gives up after 3 s; this is for a server that went away
const SHOWN_AFTER_MS = 160; // a quick answer needs no "sending"

/** Why it failed, in the language in use. */
const sentenceOf = ({ message }) => (message ? told(message) : say("no-answer"));

const waiting = new Map(); // nonce -> {ended(outcome), timer}
const presses = new Map(); // message id -> {customId, error}

export const newNonce = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

/** Sends it; resolves to {state: "done" | "failed" | "modal" | "choices", message?, modal?, choices?, id}. */
export function interact(payload, nonce = newNonce()) {
  return new Promise((resolve) => {
    const ended = (outcome) => {
      clearTimeout(waiting.get(nonce)?.timer);
      waiting.delete(nonce);
      resolve(outcome);
    };
    const timer = setTimeout(() => ended({ state: "failed", message: say("no-answer") }), SILENCE_MS);
    waiting.set(nonce, { ended, timer });
    call("POST", "/local/interactions", { nonce, ...payload })
      .catch((refusal) => ended({ state: "failed", message: refusal.message, refused: true }));
  });
}

/** The server's word on one of ours; "pending" changes nothing. */
export function interactionEvent(event) {
  const mine = waiting.get(event.nonce);
  if (!mine || event.state === "pending") return;
  mine.ended(event);
}

/** A slash or menu command: a line in the channel says that it is on its way, and how it failed. */
export async function runCommand({ channelId, data, name, onModal }) {
  const nonce = newNonce();
  const id = idAt(Date.now());
  const line = {
    id, local: "sending", channel_id: channelId, author: state.bot.user, content: "",
    timestamp: new Date().toISOString(), interaction_metadata: { name, user: state.me },
  };
  const show = setTimeout(() => putMessage(line), SHOWN_AFTER_MS);
  const outcome = await interact({ type: 2, channel_id: channelId, data, command_id: data.id }, nonce);
  clearTimeout(show);
  if (outcome.state === "failed") putMessage({ ...line, local: "failed", content: sentenceOf(outcome) });
  else dropMessage(channelId, id);
  if (outcome.state === "modal") onModal(outcome, {});
  return outcome;
}

export const pressOn = (messageId) => presses.get(messageId);

/** A button pressed or a menu chosen on a message. */
export async function pressComponent({ message, component, values, onModal }) {
  if (presses.get(message.id)?.isPending) return;
  setPress(message, { customId: component.custom_id, isPending: true });
  const data = { custom_id: component.custom_id, component_type: component.type, ...(values && { values }) };
  const outcome = await interact({ type: 3, channel_id: message.channel_id, message_id: message.id, data });
  const error = outcome.state === "failed" ? sentenceOf(outcome) : null;
  setPress(message, error ? { customId: component.custom_id, error } : null);
  if (outcome.state === "modal") onModal(outcome, { messageId: message.id });
}

function setPress(message, press) {
  if (press) presses.set(message.id, press);
  else presses.delete(message.id);
  emit("messages", message.channel_id);
}

/** A form sent off; resolves to null when taken, else to the sentence of its failure. */
export async function submitForm({ channelId, messageId, customId, components }) {
  const data = { custom_id: customId, components };
  const outcome = await interact({ type: 5, channel_id: channelId, data, ...(messageId && { message_id: messageId }) });
  return outcome.state === "failed" ? sentenceOf(outcome) : null;
}

/** What the bot offers for an option being typed; null when nothing came. */
export async function askChoices(channelId, data) {
  const outcome = await interact({ type: 4, channel_id: channelId, data, command_id: data.id });
  return outcome.state === "choices" ? outcome.choices ?? [] : null;
}
