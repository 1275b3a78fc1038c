// The calls to the server and the socket from it. Keeps no state of the world, touches no DOM.

import { say, told } from "../language/say.js";

const RETRY_MS = [400, 800, 1500, 3000, 5000];

let person = null;

export const speakAs = (personId) => { person = personId; };

/** A refusal of the server, with its own sentence. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** The answer as JSON (null when empty); throws Refused with a sentence a person can read. */
export async function call(method, path, body = undefined) {
  const headers = person ? { "X-Person": person } : {};
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: isForm || body === undefined ? body : JSON.stringify(body) });
  } catch {
    throw new Refused(say("server-silent"), 0);
  }
  const text = await answer.text();
  const data = text && parse(text);
  if (!answer.ok) throw new Refused(data?.message ? told(data.message) : say("server-said", { status: answer.status }), answer.status);
  return data || null;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function upload(file) {
  const form = new FormData();
  form.append("file", file, file.name);
  return call("POST", "/local/uploads", form);
}

/** Keeps a socket open for good. `onEvent({t, d})`; `onState("connecting" | "open" | "lost")`. */
export function listen(onEvent, onState) {
  let tries = 0;
  const open = () => {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/local/socket?person=${encodeURIComponent(person)}`);
    socket.addEventListener("open", () => {
      tries = 0;
      onState("open");
    });
    socket.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
    socket.addEventListener("close", () => {
      onState("lost");
      setTimeout(open, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
    });
  };
  onState("connecting");
  open();
}
