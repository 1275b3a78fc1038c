// The top of a channel: where it begins; for newcomers what this is, who they are, and what to press.

import { shownName, slashCommands } from "../composer/commands.js";
import { startCommand } from "../composer/composer.js";
import { avatar } from "../elements/avatar.js";
import { fill, h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { say, sayAround } from "../language/say.js";
import { channelName, isDm, nameOf, on, partner, placeOf, state } from "../state.js";

const EXAMPLES = ["example-1", "example-2", "example-3"];
const COMMANDS = { surprise: "try-surprise", describe: "try-describe", settings: "try-settings" };
const FIRST_CHANNEL = "general";

/** `switchPerson(anchor)` offers to be somebody else. */
export function welcome(channel, { switchPerson }) {
  const name = channelName(channel);
  if (isDm(channel)) {
    return h("section", { class: "welcome", "aria-label": say("welcome-direct-name") }, h("div", { class: "welcome-sign face" }, avatar(partner(channel), 80)),
      h("h2", {}, name), h("p", {}, say("welcome-direct", { name })));
  }
  return h("section", { class: "welcome", "aria-label": say("welcome-name", { name }) },
    h("div", { class: "welcome-sign circle" }, icon("hash", 44)),
    h("h2", {}, say("welcome-title", { name })),
    h("p", {}, say("welcome-start", { name })),
    name === FIRST_CHANNEL && firstSteps(switchPerson));
}

/** Redrawn when the bot has registered its commands: their names stand in it. */
function firstSteps(switchPerson) {
  const box = h("div", { class: "first-steps" });
  const draw = () => fill(box, whatThisIs(switchPerson), whatToPress(), commandsToTry());
  const stop = on("commands", () => (box.isConnected ? draw() : stop()));
  draw();
  return box;
}

function whatThisIs(switchPerson) {
  const anew = h("button", { type: "button", class: "as-link", "aria-haspopup": "menu", onclick: (event) => switchPerson(event.currentTarget) }, say("first-switch"));
  return [h("p", {}, say("first-what", { bot: nameOf(state.bot.user) })),
    h("p", {}, sayAround(state.me.is_admin ? "first-who-admin" : "first-who", { name: h("b", {}, nameOf(state.me)), switch: anew }))];
}

function whatToPress() {
  const imagine = `/${shownName(state.commands, "imagine", state.me.locale)}`;
  return [h("p", {}, sayAround("first-type", { slash: h("kbd", {}, "/"), command: h("b", {}, imagine) })),
    h("div", { class: "examples" }, EXAMPLES.map((key) => h("button", {
      type: "button", class: "example", onclick: () => startCommand("imagine", { prompt: say(key) }),
    }, icon("spark", 18), h("span", {}, say(key))))),
    h("p", { class: "hint" }, sayAround("first-then", { enter: h("kbd", {}, say("first-enter")), u: h("b", {}, "U1–U4"), v: h("b", {}, "V1–V4") }))];
}

/** Those of the bot's commands that show most of it. */
function commandsToTry() {
  const here = slashCommands(state.commands, placeOf(state.current), state.me.locale);
  const found = Object.entries(COMMANDS).map(([name, key]) => [here.find((command) => command.name === name), say(key)]).filter(([command]) => command);
  if (!found.length) return null;
  return [h("p", { class: "hint" }, say("first-try")), h("div", { class: "to-try" }, found.map(([command, text]) => h("button", {
    type: "button", class: "try", onclick: () => startCommand(command.name, {}),
  }, h("b", {}, `/${command.shown}`), " ", h("small", {}, text))))];
}
