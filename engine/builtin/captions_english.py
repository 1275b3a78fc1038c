"""English captions: word order, articles and plurals."""

import random
import re
import string

from engine.builtin.mentions import Mentions
from engine.builtin.scenes import LANDSCAPE, VOCABULARY, Scene
from engine.builtin.words_english import (
    COLORS,
    COUNTS,
    EXTRAS,
    FILLERS,
    PLACES,
    POSITIONS,
    REQUESTS,
    SIZES,
    STRANGERS,
    STYLES,
    SUBJECTS,
    TIMES,
    WordTable,
)

COUNTABLE = ("painting", "drawing", "sketch", "poster", "illustration", "cartoon", "watercolor",
             "watercolour", "window", "print", "blueprint", "mosaic", "cutout")  # fmt: skip
"""Last words of styles that take an article."""
WITHOUT_OF = ("8-bit", "retro game", "oil on canvas", "oil paint", "impressionist", "cyanotype")
"""Styles that are not a picture "of" something."""

ASKING = ("draw", "please", "i want")
"""How captions begin that talk to a machine."""

LEADING = re.compile(r"^(?:in front of|in|on|by|at|among|under|with)(?: an?| the)? ")
"""What stands before the nouns of places and hours."""


def plural(noun: str) -> str:
    """The plural of one of the subject words."""
    if noun.endswith("y"):
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "sh", "ch")):
        return noun + "es"
    return noun + "s"


def with_article(phrase: str) -> str:
    """The phrase behind "a" or "an", by its sound."""
    is_vowel = phrase[0] in "aeiou8" and not phrase.startswith("ufo")
    return f"an {phrase}" if is_vowel else f"a {phrase}"


def plain_caption(scene: Scene, mentions: Mentions, variant: int) -> str:
    """What is mentioned, in a fixed order; the variant picks the synonyms."""

    def word(table: WordTable, value: str) -> str:
        synonyms = list(dict.fromkeys(table[value]))
        return synonyms[variant % len(synonyms)]

    size = word(SIZES, scene.size) if mentions.size else ""
    color = word(COLORS, scene.color) if mentions.color else ""
    subject = word(SUBJECTS, scene.subject)
    phrase = _joined(size, color, subject if scene.count == "1" else plural(subject))
    body = _joined(
        with_article(phrase) if scene.count == "1" else f"{word(COUNTS, scene.count)} {phrase}",
        word(TIMES, scene.time),
        word(PLACES, scene.place),
        word(EXTRAS, scene.extra) if mentions.extra else "",
        word(POSITIONS, scene.position) if mentions.position else "",
    )
    style = word(STYLES, scene.style)
    if variant % 2:
        return f"{style}: {body}" if style in WITHOUT_OF else f"{style} of {body}"
    return f"{body}, {style}"


def random_caption(scene: Scene, mentions: Mentions, rng: random.Random) -> str:
    """A random wording of what is mentioned."""
    details = _details(scene, mentions, rng)
    thing = _thing(scene, mentions, rng)
    if scene.subject == LANDSCAPE and rng.random() < 0.7:
        thing = _stranger(rng) if rng.random() < 0.5 or not details else details.pop(0)
    body = _body(thing, details, rng)
    if mentions.style:
        body = _styled(body, body.startswith(thing), rng.choice(STYLES[scene.style]), rng)
    elif body.startswith(thing) and rng.random() < 0.08:
        body = f"{rng.choice(REQUESTS)} {body}"
    if rng.random() < 0.18:
        filler = rng.choice(FILLERS) if rng.random() < 0.7 else _nonsense(rng)
        body = f"{body}, {filler}" if rng.random() < 0.6 else f"{filler} {body}"
    return f"{body}." if rng.random() < 0.04 else body


def lone_caption(scene: Scene, rng: random.Random) -> str:
    """The words of a place, an hour or a style, every second time without "in the"."""
    tables = ((PLACES, scene.place), (TIMES, scene.time), (STYLES, scene.style))
    table, value = rng.choices(tables, (3, 1, 1))[0]
    word = rng.choice(table[value])
    return LEADING.sub("", word) if rng.random() < 0.5 else word


def described(scene: Scene, mentions: Mentions, rng: random.Random) -> str:
    """A random wording of what is mentioned, without fillers: for telling what a picture shows."""
    while True:
        thing = _thing(scene, mentions, rng)
        body = _body(thing, _details(scene, mentions, rng), rng)
        if mentions.style:
            style = rng.choice(STYLES[scene.style])
            body = _styled(body, body.startswith(thing), style, rng)
        if not body.startswith(ASKING):
            return body


def _thing(scene: Scene, mentions: Mentions, rng: random.Random) -> str:
    """The noun phrase: count or article, size, color, subject."""
    if not mentions.subject:
        return "a scene"
    size = rng.choice(SIZES[scene.size]) if mentions.size else ""
    color = rng.choice(COLORS[scene.color]) if mentions.color else ""
    noun = rng.choice(SUBJECTS[scene.subject])
    if scene.count != "1":
        return _joined(rng.choice(COUNTS[scene.count]), size, color, plural(noun))
    phrase = _joined(size, color, noun)
    chance = rng.random()
    if chance < 0.35:
        return phrase
    return f"the {phrase}" if chance < 0.45 else with_article(phrase)


def _stranger(rng: random.Random) -> str:
    """What the model does not know, as a person would ask for it."""
    noun = rng.choice(STRANGERS) if rng.random() < 0.7 else _nonsense(rng)
    color = rng.choice(VOCABULARY["color"]) if rng.random() < 0.25 else ""
    phrase = _joined(color, noun)
    chance = rng.random()
    if chance < 0.15:
        return _joined(rng.choice(COUNTS[rng.choice(("2", "3"))]), color, plural(noun))
    return phrase if chance < 0.35 else with_article(phrase)


def _details(scene: Scene, mentions: Mentions, rng: random.Random) -> list[str]:
    """Time, place, extra and position as far as they are mentioned, in any order."""
    details = []
    if mentions.time:
        details.append(rng.choice(TIMES[scene.time]))
    if mentions.place:
        details.append(rng.choice(PLACES[scene.place]))
    if mentions.extra:
        details.append(rng.choice(EXTRAS[scene.extra]))
    if mentions.position:
        details.append(rng.choice(POSITIONS[scene.position]))
    rng.shuffle(details)
    return details


def _body(thing: str, details: list[str], rng: random.Random) -> str:
    """Thing and details: a sentence, a list of tags, or a detail in front."""
    chance = rng.random()
    if details and chance < 0.10:
        return " ".join([f"{details[0]},", thing, *details[1:]])
    if chance < 0.18:
        tags = [thing, *details]
        rng.shuffle(tags)
        return ", ".join(tags)
    return (", " if chance < 0.48 else " ").join([thing, *details])


def _styled(body: str, is_noun_first: bool, style: str, rng: random.Random) -> str:
    """The caption with its style before, behind or around it."""
    chance = rng.random()
    named = with_article(style) if style.endswith(COUNTABLE) else style
    if chance < 0.28 and is_noun_first and style not in WITHOUT_OF:
        front = f"{rng.choice((style, named))} of {body}"
        if rng.random() < 0.12:
            return f"{rng.choice(('draw', 'draw me', 'please make', 'i want'))} {front}"
        return front
    if chance < 0.72:
        return f"{body}, {style}"
    if chance < 0.84:
        return f"{style}{rng.choice((', ', ': ', ' '))}{body}"
    return rng.choice(
        (
            f"{body} in {style} style",
            f"{body} as {named}",
            f"{body} {style} style",
            f"{body}, in the style of {named}",
        )
    )


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def _nonsense(rng: random.Random) -> str:
    """A word that means nothing, so that unknown words are ignored."""
    return "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randint(3, 8)))
