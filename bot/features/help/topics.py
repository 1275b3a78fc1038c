"""What /help says: topics of headed paragraphs, from the catalogue and from what there is now.

Pure: the commands and the parameters of the loaded model come in as values.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from bot.interactions.cards import BLUE, Card
from bot.language import ENGLISH, keys, say
from bot.language.mentions import mentioned
from bot.prompt import Parameter, Table

Topic = Literal[
    "start",
    "prompts",
    "parameters",
    "buttons",
    "commands",
    "settings",
    "quota",
    "privacy",
    "rules",
]
TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
EXAMPLES: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Passage:
    """A headed paragraph; `source` is a topic, or the page of the documentation it stands in.

    `also`: words people ask with that are not in it; found by, never shown.
    """

    heading: str
    text: str
    source: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class Abilities:
    """`commands`: name and description, as they are registered."""

    commands: Sequence[tuple[str, str]]
    table: Table


def topic_card(topic: Topic, abilities: Abilities) -> Card:
    """All of one topic."""
    parts = [f"**{one.heading}**\n{one.text}" for one in passages_of(topic)]
    lines = [_line(one) for one in _listed(topic, abilities)]
    text = "\n\n".join(parts) + ("\n\n" + "\n".join(lines) if lines else "")
    return Card(say("help-title", topic=topic_name(topic)), text, BLUE)


def topic_name(topic: Topic) -> str:
    return say(f"help-topic-{topic}")


def examples() -> tuple[str, ...]:
    """Three prompts that a newcomer can run at once."""
    return tuple(say(f"help-example-{number}") for number in EXAMPLES)


def passages_of(topic: Topic) -> Iterator[Passage]:
    """The written paragraphs of a topic, in their order."""
    wanted = re.compile(rf"help-{topic}-(\d+)")
    numbers = sorted(int(found[1]) for key in keys(ENGLISH) if (found := wanted.fullmatch(key)))
    for number in numbers:
        heading, _, text = say(key := f"help-{topic}-{number}").partition("\n")
        also = say(f"{key}-also") if f"{key}-also" in keys(ENGLISH) else ""
        yield Passage(heading, text, topic, f"{topic_name(topic)} {also}")


def passages(abilities: Abilities) -> Iterator[Passage]:
    """Everything /help knows, for a search."""
    for topic in TOPICS:
        yield from passages_of(topic)
        yield from _listed(topic, abilities)


def _listed(topic: Topic, abilities: Abilities) -> Iterator[Passage]:
    """Commands and parameters, as many as there are."""
    if topic == "commands":
        for name, description in abilities.commands:
            yield Passage(f"/{name}", description, topic)
    elif topic == "parameters":
        for row in abilities.table.honoured:
            yield _parameter(row)


def _parameter(row: Parameter) -> Passage:
    names = " ".join(f"--{name}" for name in (row.name, *row.aliases))
    return Passage(names, f"{row.meaning} ({row.kind.allowed()})", "parameters")


def _line(one: Passage) -> str:
    return mentioned(f"`{one.heading}` {one.text}")
