"""Chinese captions: measure words, 的, and what stands in front of what."""

import random
from collections.abc import Sequence
from dataclasses import replace

from engine.builtin.mentions import Mentions
from engine.builtin.scenes import LANDSCAPE, VOCABULARY, Scene
from engine.builtin.words_chinese import (
    ADJECTIVES,
    COLORS,
    COUNTS,
    EXTRAS,
    FILLERS,
    MEASURES,
    PLACE_TAGS,
    PLACES,
    POSITIONS,
    REQUESTS,
    SIZES,
    STRANGERS,
    STYLES,
    SUBJECTS,
    TABLES,
    TIME_TAGS,
    TIMES,
)
from engine.builtin.words_english import WordTable

KNOWN_CHARACTERS = frozenset(
    "".join(word for table in TABLES for words in table.values() for word in words)
)
PAINTED = ("画", "海报", "图", "素描", "速写", "剪纸")
"""Last characters of styles that are counted with 幅."""


def plain_caption(scene: Scene, mentions: Mentions, variant: int) -> str:
    """What is mentioned, in a fixed order; the variant picks the synonyms."""

    def word(table: WordTable, value: str) -> str:
        synonyms = list(dict.fromkeys(table[value]))
        return synonyms[variant % len(synonyms)]

    count = "一" if scene.count == "1" else word(COUNTS, scene.count)
    noun = word(SUBJECTS, scene.subject)
    if mentions.size:
        noun = noun.removeprefix("小")
    measure = _measures(noun, scene.subject)[0]
    size = word(SIZES, scene.size) if mentions.size else ""
    color = attributive(word(COLORS, scene.color), noun) if mentions.color else ""
    described = _described(size, color, noun)
    body = f"{word(TIMES, scene.time)}{word(PLACES, scene.place)}的{count}{measure}{described}"
    if mentions.extra:
        body = f"{body}，{word(EXTRAS, scene.extra)}"
    if mentions.position:
        body = f"{body}，{word(POSITIONS, scene.position)}"
    style = word(STYLES, scene.style)
    return f"{style} {body}" if variant % 2 else f"{body}，{style}"


def _described(size: str, color: str, noun: str) -> str:
    """One character of size before the noun (红色小灯塔), a phrase in front (小小的红色灯塔)."""
    if len(size) != 1:
        return f"{size}{color}{noun}"
    return f"{color}色{size}{noun}" if len(color) == 1 else f"{color}{size}{noun}"


def attributive(color: str, noun: str, has_particle: bool = False) -> str:
    """A color as it stands before a noun: 红房子, 红色机器人 or 红色的灯塔, always 鲜红的."""
    if len(color) == 1:
        return color if len(noun) <= 2 else f"{color}色"
    return f"{color}的" if has_particle or not color.endswith("色") else color


def random_caption(scene: Scene, mentions: Mentions, rng: random.Random) -> str:
    """A random wording of what is mentioned."""
    separator = rng.choice(("，", "，", "，", " ", " ", ", "))
    chance = rng.random()
    tags = _tags(scene, mentions, rng)
    if scene.subject == LANDSCAPE and tags and rng.random() < 0.4:
        parts = tags
    elif chance < 0.50:
        parts = _phrase(scene, mentions, rng)
    elif chance < 0.58 and mentions.place:
        place = rng.choice(PLACES[scene.place])
        others = _tags(scene, replace(mentions, place=False), rng)
        parts = [f"{_thing(scene, mentions, rng)}在{place}", *others]
    elif chance < 0.82:
        parts = [_thing(scene, mentions, rng), *tags]
    else:
        parts = _sentence(scene, mentions, rng)
    body = separator.join(parts)
    if mentions.style and len(parts) == 1 and rng.random() < 0.25:
        style = rng.choice(STYLES[scene.style])
        body = f"{body}的{style}" if rng.random() < 0.67 else f"{body}{style}风格"
    elif mentions.style:
        body = _styled(body, rng.choice(STYLES[scene.style]), separator, rng)
    if chance < 0.82 and body.startswith(parts[0]) and rng.random() < 0.05:
        body = rng.choice(REQUESTS) + body
    if rng.random() < 0.16:
        filler = rng.choice(FILLERS) if rng.random() < 0.7 else _nonsense(rng)
        body = body + separator + filler if rng.random() < 0.6 else filler + separator + body
    return f"{body}。" if rng.random() < 0.06 else body


def lone_caption(scene: Scene, rng: random.Random) -> str:
    """The words of a place, an hour or a style."""
    places, tags = (PLACES, scene.place), (PLACE_TAGS, scene.place)
    tables = (places, tags, (TIME_TAGS, scene.time), (STYLES, scene.style))
    table, value = rng.choices(tables, (1, 2, 1, 1))[0]
    return rng.choice(table[value])


def described(scene: Scene, mentions: Mentions, rng: random.Random) -> str:
    """A random wording of what is mentioned, without fillers: for telling what a picture shows."""
    thing = "风景"
    if mentions.subject:
        thing = _known_thing(scene, mentions, rng, one=0.5, adjectives=0.0)
    if rng.random() < 0.6:
        where = "".join(_where(scene, mentions, rng))
        parts = [f"{where}的{thing}" if where else thing, *_rest(scene, mentions, rng)]
    else:
        parts = [thing, *_tags(scene, mentions, rng)]
    body = "，".join(parts)
    return _styled(body, rng.choice(STYLES[scene.style]), "，", rng) if mentions.style else body


def _measures(noun: str, subject: str) -> Sequence[str]:
    return MEASURES.get(noun, MEASURES[subject])


def _thing(scene: Scene, mentions: Mentions, rng: random.Random, one: float = 0.5) -> str:
    """The noun phrase: count and measure word, adjective, size, color, subject.

    `one` is how often a single thing is counted (一座灯塔, not 灯塔).
    """
    if scene.subject == LANDSCAPE and rng.random() < 0.4:
        return _stranger(rng)
    return _known_thing(scene, mentions, rng, one)


def _known_thing(
    scene: Scene, mentions: Mentions, rng: random.Random, one: float, adjectives: float = 0.06
) -> str:
    nouns = SUBJECTS[scene.subject]
    if scene.size != "normal":
        # A kitten is a cat of any size in English; 小猫 of a big cat would be untrue.
        nouns = [noun for noun in nouns if not noun.startswith("小")]
    noun = rng.choice(nouns)
    color = ""
    if mentions.color:
        color = attributive(rng.choice(COLORS[scene.color]), noun, rng.random() < 0.4)
    size = rng.choice(SIZES[scene.size]) if mentions.size else ""
    described = _described(size, color, noun)
    if rng.random() < adjectives:
        described = rng.choice(ADJECTIVES) + described
    measure = rng.choice(_measures(noun, scene.subject))
    if scene.count != "1":
        return f"{rng.choice(COUNTS[scene.count])}{measure}{described}"
    return f"一{measure}{described}" if rng.random() < one else described


def _stranger(rng: random.Random) -> str:
    """What the model does not know, as a person would ask for it."""
    noun = rng.choice(STRANGERS) if rng.random() < 0.8 else _nonsense(rng)
    color = ""
    if rng.random() < 0.25:
        value = rng.choice(VOCABULARY["color"])
        color = attributive(rng.choice(COLORS[value]), noun, rng.random() < 0.4)
    chance = rng.random()
    counted = "一" if chance < 0.8 else rng.choice(("两", "三"))
    return f"{color}{noun}" if chance < 0.4 else f"{counted}{rng.choice('个只条')}{color}{noun}"


def _tags(scene: Scene, mentions: Mentions, rng: random.Random) -> list[str]:
    """Time, place, extra and position as far as they are mentioned, in any order."""
    tags = []
    if mentions.time:
        tags.append(rng.choice(rng.choice((TIME_TAGS, TIMES))[scene.time]))
    if mentions.place:
        tags.append(rng.choice(rng.choice((PLACE_TAGS, PLACES))[scene.place]))
    tags += _rest(scene, mentions, rng)
    rng.shuffle(tags)
    return tags


def _rest(scene: Scene, mentions: Mentions, rng: random.Random) -> list[str]:
    """Extra and position as far as they are mentioned."""
    extra = [rng.choice(EXTRAS[scene.extra])] if mentions.extra else []
    position = [rng.choice(POSITIONS[scene.position])] if mentions.position else []
    return extra + position


def _where(scene: Scene, mentions: Mentions, rng: random.Random) -> list[str]:
    """Time and place as adverbs."""
    time = [rng.choice(TIMES[scene.time])] if mentions.time else []
    place = [rng.choice(PLACES[scene.place])] if mentions.place else []
    if place and rng.random() < 0.15:
        place[0] = "在" + place[0]
    return time + place


def _phrase(scene: Scene, mentions: Mentions, rng: random.Random) -> list[str]:
    """日落时海边的一座红色灯塔，有彩虹，在左边."""
    where, thing = "".join(_where(scene, mentions, rng)), _thing(scene, mentions, rng)
    return [f"{where}的{thing}" if where else thing, *_rest(scene, mentions, rng)]


def _sentence(scene: Scene, mentions: Mentions, rng: random.Random) -> list[str]:
    """日落时，海边有一座红色的灯塔，天边有彩虹."""
    where, thing = _where(scene, mentions, rng), _thing(scene, mentions, rng, one=0.9)
    if mentions.place:
        where[-1] += f"有{thing}"
        return [*where, *_rest(scene, mentions, rng)]
    return [*where, thing, *_rest(scene, mentions, rng)]


def _styled(body: str, style: str, separator: str, rng: random.Random) -> str:
    """The caption with its style before, behind or around it."""
    chance = rng.random()
    if chance < 0.30:
        return f"{style}{rng.choice((' ', separator, '：'))}{body}"
    if chance < 0.68:
        return f"{body}{separator}{style}"
    if chance < 0.86 or not style.endswith(PAINTED):
        return f"{body}{separator}{style}风格"
    return f"一幅{style}{rng.choice(('，', '：', '，画的是'))}{body}"


def _nonsense(rng: random.Random) -> str:
    """Characters that mean nothing here, so that unknown words are ignored."""
    length, text = rng.randint(1, 2), ""
    while len(text) < length:
        character = chr(rng.randrange(0x4E00, 0x9FA6))
        if character not in KNOWN_CHARACTERS:
            text += character
    return text
