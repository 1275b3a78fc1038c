"""What /help says: topics of headed paragraphs, from the catalogue and from what there is now.

Pure: the commands and the parameters of the loaded model come in as values.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from bot.interactions.cards import BLUE, Card
from bot.language import ENGLISH, enumerated, keys, nearest_language, say, spoken
from bot.language.mentions import mentioned
from bot.prompt import Parameter, Table
from engine import ModelCard

Topic = Literal[
    "start",
    "drawing",
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
    """`commands`: name and description, as they are registered; `card`: of the loaded model."""

    commands: Sequence[tuple[str, str]]
    table: Table
    card: ModelCard


def topic_card(topic: Topic, abilities: Abilities) -> Card:
    """All of one topic."""
    written = [*passages_of(topic), *_drawn(topic, abilities.card)]
    parts = [f"**{one.heading}**\n{one.text}" for one in written]
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
        yield from _drawn(topic, abilities.card)
        yield from _listed(topic, abilities)


def _listed(topic: Topic, abilities: Abilities) -> Iterator[Passage]:
    """Commands and parameters, as many as there are."""
    if topic == "commands":
        for name, description in abilities.commands:
            yield Passage(f"/{name}", description, topic)
    elif topic == "parameters":
        for row in abilities.table.offered:
            yield _parameter(row)


def _drawn(topic: Topic, card: ModelCard) -> Iterator[Passage]:
    """What the loaded model draws, in the reader's language where it has words of it."""
    if topic != "drawing":
        return
    also = say("drawing-also")
    if card.subjects:
        names = _in_language(card.subjects)
        text = say("drawing-things", model=card.name, things=enumerated(names))
    else:
        text = say("drawing-anything", model=card.name)
    yield Passage(say("drawing-things-heading"), text, topic, also)
    if styles := _in_language(card.styles):
        text = say("drawing-styles", styles=enumerated(styles))
        yield Passage(say("drawing-styles-heading"), text, topic, also)
    yield Passage(
        say("drawing-size-heading"),
        say("drawing-size", model=card.name, px=card.native_px, most=2 * card.native_px),
        topic,
        say("drawing-size-also"),
    )


def _in_language(phrases: Sequence[str]) -> list[str]:
    """Those in the script of the reader's language; all, where there are none."""
    is_chinese = nearest_language(spoken()).startswith("zh")
    return [one for one in phrases if one.isascii() != is_chinese] or list(phrases)


def _parameter(row: Parameter) -> Passage:
    names = " ".join(f"--{name}" for name in (row.name, *row.aliases))
    text = say("help-parameter", meaning=row.meaning, allowed=row.kind.allowed())
    return Passage(names, text, "parameters")


def _line(one: Passage) -> str:
    return mentioned(f"`{one.heading}` {one.text}")
