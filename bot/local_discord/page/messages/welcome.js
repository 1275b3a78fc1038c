// The top of a channel: where it begins, and for newcomers three prompts and four commands to try.

import { slashCommands } from "../composer/commands.js";
import { startCommand } from "../composer/composer.js";
import { avatar } from "../elements/avatar.js";
import { fill, h } from "../elements/dom.js";
import { icon } from "../elements/icons.js";
import { channelName, isDm, on, partner, placeOf, state } from "../state.js";

const EXAMPLES = ["a red lighthouse at sunset, watercolor", "a blue house in the snow at night", "an orange cat by the sea, paper cut"];
const COMMANDS = { imagine: "four pictures of your words", surprise: "a prompt made up for you", describe: "words for a picture of yours", settings: "how your pictures are made" };
const FIRST_CHANNEL = "general";

export function welcome(channel) {
  if (isDm(channel)) {
    return h("section", { class: "welcome", "aria-label": "Beginning of the conversation" }, h("div", { class: "welcome-sign face" }, avatar(partner(channel), 80)),
      h("h2", {}, channelName(channel)), h("p", {}, `This is the beginning of your direct messages with ${channelName(channel)}.`));
  }
  const name = channelName(channel);
  return h("section", { class: "welcome", "aria-label": `Welcome to #${name}` },
    h("div", { class: "welcome-sign circle" }, icon("hash", 44)),
    h("h2", {}, `Welcome to #${name}!`),
    h("p", {}, `This is the start of the #${name} channel.`),
    name === FIRST_CHANNEL && firstSteps());
}

function firstSteps() {
  return h("div", { class: "first-steps" },
    h("p", {}, "Type ", h("kbd", {}, "/"), " and choose ", h("b", {}, "/imagine"), ", or start from one of these:"),
    h("div", { class: "examples" }, EXAMPLES.map((prompt) => h("button", {
      type: "button", class: "example", onclick: () => startCommand("imagine", { prompt }),
    }, icon("spark", 18), h("span", {}, prompt)))),
    h("p", { class: "hint" }, "Then press Enter. Four pictures appear; ", h("b", {}, "U1–U4"), " shows one alone, ", h("b", {}, "V1–V4"), " makes variations of it. All of it happens on this machine."),
    commandsToTry());
}

/** Those of the four that the bot has; they come as soon as it has registered them. */
function commandsToTry() {
  const box = h("div", { class: "to-try" });
  const draw = () => {
    const here = slashCommands(state.commands, placeOf(state.current), state.me.locale);
    const found = Object.entries(COMMANDS).map(([name, text]) => [here.find((command) => command.name === name), text]);
    fill(box, found.filter(([command]) => command).map(([command, text]) => h("button", {
      type: "button", class: "try", "aria-label": `/${command.shown}: ${text}`, onclick: () => startCommand(command.name, {}),
    }, h("b", {}, `/${command.shown}`), h("small", {}, text))));
  };
  const stop = on("commands", () => (box.isConnected ? draw() : stop()));
  draw();
  return box;
}
