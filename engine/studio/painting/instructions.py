"""How a person asks for an edit, in two languages: "make it night", "turn the house blue",
变成冬天. Only what shall change is named; many wordings, as for captions.
"""

import random
from collections.abc import Callable, Mapping

from engine.builtin import words_chinese as zh
from engine.builtin import words_english as en
from engine.builtin.captions import CHINESE_SHARE, Language, full_caption
from engine.builtin.scenes import LANDSCAPE, Scene
from engine.studio.painting.edits import differing

DESCRIPTIONS = 0.12
"""How many say all that the picture shall be, as a prompt does, and not what to change."""
PLAIN_EXTRAS: Mapping[str, tuple[str, ...]] = {
    "clouds": ("clouds", "the clouds", "fluffy clouds", "some clouds"),
    "birds": ("birds", "the birds", "some birds", "flying birds"),
    "rainbow": ("a rainbow", "the rainbow", "rainbow"),
}
PLAIN_EXTRAS_ZH: Mapping[str, tuple[str, ...]] = {
    "clouds": ("云朵", "云", "云彩"),
    "birds": ("飞鸟", "鸟", "鸟儿"),
    "rainbow": ("彩虹", "一道彩虹"),
}
TIME_NAMES: Mapping[str, tuple[str, ...]] = {
    "sunrise": ("sunrise", "dawn", "early morning", "morning"),
    "noon": ("noon", "daytime", "day", "a sunny day", "midday"),
    "sunset": ("sunset", "dusk", "evening", "golden hour"),
    "night": ("night", "midnight", "nighttime", "a starry night"),
    "rain": ("rain", "rainy", "a rainy day", "stormy"),
    "aurora": ("aurora", "northern lights", "an aurora"),
}
PLACE_NAMES: Mapping[str, tuple[str, ...]] = {
    "mountains": ("mountains", "the mountains"),
    "sea": ("the sea", "the ocean", "sea"),
    "hills": ("green hills", "hills", "the countryside"),
    "desert": ("a desert", "the desert", "desert"),
    "snow": ("winter", "snow", "a snowy field", "a winter landscape"),
    "forest": ("a forest", "the forest", "the woods", "forest"),
    "city": ("a city", "the city", "city"),
    "beach": ("a beach", "the beach", "beach"),
    "flowers": ("a flower field", "a field of flowers", "a flower meadow"),
}


def instruction(before: Scene, after: Scene, rng: random.Random) -> str:
    """What makes the one of the other; "" where they are the same."""
    language: Language = "chinese" if rng.random() < CHINESE_SHARE else "english"
    return instruction_in(before, after, rng, language)


def instruction_in(before: Scene, after: Scene, rng: random.Random, language: Language) -> str:
    """The same in one language."""
    names = differing(before, after)
    if not names:
        return ""
    if rng.random() < DESCRIPTIONS:
        return full_caption(after, language, rng.randrange(12))
    if language == "chinese":
        return "，".join(_CHINESE[name](before, after, rng) for name in names)
    return rng.choice((" and ", ", ", ", and ")).join(
        _ENGLISH[name](before, after, rng) for name in names
    )


def _thing(scene: Scene, rng: random.Random) -> str:
    """The subject as one speaks of what is to be seen."""
    return rng.choice(("it", *(f"the {rng.choice(en.SUBJECTS[scene.subject])}",) * 3))


def _thing_zh(scene: Scene, rng: random.Random) -> str:
    return rng.choice(("它", *(rng.choice(zh.SUBJECTS[scene.subject]),) * 3))


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" and not word.startswith("u") else f"a {word}"


def _time(before: Scene, after: Scene, rng: random.Random) -> str:
    name, phrase = rng.choice(TIME_NAMES[after.time]), rng.choice(en.TIMES[after.time])
    return rng.choice(
        (f"make it {name}", f"make it {name}", f"turn it into {name}", f"change it to {name}",
         f"change the time to {name}", phrase, f"make it {phrase}", f"now {phrase}")
    )  # fmt: skip


def _place(before: Scene, after: Scene, rng: random.Random) -> str:
    name, phrase = rng.choice(PLACE_NAMES[after.place]), rng.choice(en.PLACES[after.place])
    return rng.choice(
        (f"put it {phrase}", f"move it to {name}", f"make it {name}", f"turn it into {name}",
         f"change the background to {name}", f"change the place to {name}", phrase,
         f"put {_thing(before, rng)} {phrase}")
    )  # fmt: skip


def _style(before: Scene, after: Scene, rng: random.Random) -> str:
    name = rng.choice(en.STYLES[after.style])
    return rng.choice(
        (f"in {name}", f"in {name} style", f"as {_a(name)}", f"make it {_a(name)}",
         f"turn it into {_a(name)}", f"make it {name}", f"in the style of {_a(name)}", name)
    )  # fmt: skip


def _color(before: Scene, after: Scene, rng: random.Random) -> str:
    color, thing = rng.choice(en.COLORS[after.color]), _thing(before, rng)
    return rng.choice(
        (f"make {thing} {color}", f"turn {thing} {color}", f"paint {thing} {color}",
         f"change the color of {thing} to {color}", f"{thing} should be {color}",
         f"{color} {rng.choice(en.SUBJECTS[before.subject])}")
    )  # fmt: skip


def _extra(before: Scene, after: Scene, rng: random.Random) -> str:
    if after.extra == "none":
        thing = rng.choice(PLAIN_EXTRAS[before.extra])
        return rng.choice((f"remove {thing}", f"take away {thing}", f"without {thing}",
                           f"no {thing}", f"delete {thing}"))  # fmt: skip
    thing = rng.choice(PLAIN_EXTRAS[after.extra])
    return rng.choice((f"add {thing}", f"add {thing}", f"put {thing} in the sky",
                       f"with {thing}", rng.choice(en.EXTRAS[after.extra])))  # fmt: skip


def _subject(before: Scene, after: Scene, rng: random.Random) -> str:
    if after.subject == LANDSCAPE:
        thing = f"the {rng.choice(en.SUBJECTS[before.subject])}"
        return rng.choice((f"remove {thing}", f"take away {thing}", f"delete {thing}"))
    name = rng.choice(en.SUBJECTS[after.subject])
    if before.subject == LANDSCAPE:
        colored = f"{rng.choice(en.COLORS[after.color])} {name}"
        return rng.choice((f"add {_a(colored)}", f"put {_a(colored)} there", f"with {_a(colored)}"))
    thing = _thing(before, rng)
    return rng.choice((f"turn {thing} into {_a(name)}", f"replace {thing} with {_a(name)}",
                       f"make it {_a(name)}", f"change {thing} to {_a(name)}",
                       f"{_a(name)} instead"))  # fmt: skip


def _position(before: Scene, after: Scene, rng: random.Random) -> str:
    thing, phrase = _thing(before, rng), rng.choice(en.POSITIONS[after.position])
    side = "middle" if after.position == "center" else after.position
    return rng.choice((f"move {thing} {'to the ' if side == 'middle' else ''}{side}",
                       f"move {thing} to the {side}", f"put {thing} {phrase}", phrase))  # fmt: skip


def _size(before: Scene, after: Scene, rng: random.Random) -> str:
    thing = _thing(before, rng)
    if after.size == "normal":
        bigger = "bigger" if before.size == "small" else "smaller"
        return rng.choice((f"make {thing} {bigger}", f"make {thing} normal size"))
    word = rng.choice(en.SIZES[after.size])
    more = "bigger" if after.size == "big" else "smaller"
    return rng.choice((f"make {thing} {word}", f"make {thing} much {more}", f"make {thing} {word}"))


def _count(before: Scene, after: Scene, rng: random.Random) -> str:
    if after.count == "1":
        name = rng.choice(en.SUBJECTS[after.subject])
        return rng.choice((f"only one {name}", f"just one {name}", f"make it one {name}"))
    number, name = rng.choice(en.COUNTS[after.count]), rng.choice(en.SUBJECTS[after.subject])
    return rng.choice((f"make it {number} {name}s", f"{number} {name}s", f"make {number} of them"))


def _time_zh(before: Scene, after: Scene, rng: random.Random) -> str:
    tag, phrase = rng.choice(zh.TIME_TAGS[after.time]), rng.choice(zh.TIMES[after.time])
    return rng.choice((f"变成{tag}", f"改成{tag}", f"换成{tag}", phrase, f"让它在{phrase}"))


def _place_zh(before: Scene, after: Scene, rng: random.Random) -> str:
    tag, phrase = rng.choice(zh.PLACE_TAGS[after.place]), rng.choice(zh.PLACES[after.place])
    return rng.choice((f"变成{tag}", f"背景换成{tag}", f"放到{phrase}", f"改成{tag}", phrase))


def _style_zh(before: Scene, after: Scene, rng: random.Random) -> str:
    name = rng.choice(zh.STYLES[after.style])
    return rng.choice((f"变成{name}", f"改成{name}风格", f"{name}风格", f"换成{name}", name))


def _color_zh(before: Scene, after: Scene, rng: random.Random) -> str:
    color, thing = rng.choice(zh.COLORS[after.color]), _thing_zh(before, rng)
    return rng.choice((f"把{thing}变成{color}", f"把{thing}涂成{color}", f"{thing}改成{color}",
                       f"{color}的{rng.choice(zh.SUBJECTS[before.subject])}"))  # fmt: skip


def _extra_zh(before: Scene, after: Scene, rng: random.Random) -> str:
    if after.extra == "none":
        thing = rng.choice(PLAIN_EXTRAS_ZH[before.extra])
        return rng.choice((f"去掉{thing}", f"不要{thing}", f"删掉{thing}", f"没有{thing}"))
    thing = rng.choice(PLAIN_EXTRAS_ZH[after.extra])
    return rng.choice((f"加{thing}", f"加上{thing}", f"添加{thing}",
                       rng.choice(zh.EXTRAS[after.extra])))  # fmt: skip


def _subject_zh(before: Scene, after: Scene, rng: random.Random) -> str:
    if after.subject == LANDSCAPE:
        thing = rng.choice(zh.SUBJECTS[before.subject])
        return rng.choice((f"去掉{thing}", f"删掉{thing}"))
    name = rng.choice(zh.SUBJECTS[after.subject])
    if before.subject == LANDSCAPE:
        color = rng.choice(zh.COLORS[after.color])
        return rng.choice((f"加一个{color}的{name}", f"添加{color}{name}"))
    thing = _thing_zh(before, rng)
    return rng.choice((f"把{thing}换成{name}", f"把{thing}变成{name}", f"换成{name}"))


def _position_zh(before: Scene, after: Scene, rng: random.Random) -> str:
    thing, phrase = _thing_zh(before, rng), rng.choice(zh.POSITIONS[after.position])
    side = {"left": "左边", "right": "右边", "center": "中间"}[after.position]
    return rng.choice((f"把{thing}移到{side}", f"移到{side}", f"放在{side}", phrase))


def _size_zh(before: Scene, after: Scene, rng: random.Random) -> str:
    thing = _thing_zh(before, rng)
    if after.size == "normal":
        return f"把{thing}变{'大' if before.size == 'small' else '小'}一点"
    word = {"small": "小", "big": "大"}[after.size]
    return rng.choice((f"把{thing}变{word}", f"变{word}", rng.choice(zh.SIZES[after.size])))


def _count_zh(before: Scene, after: Scene, rng: random.Random) -> str:
    name = rng.choice(zh.SUBJECTS[after.subject])
    measure = rng.choice(zh.MEASURES.get(name, zh.MEASURES[after.subject]))
    number = "一" if after.count == "1" else rng.choice(zh.COUNTS[after.count])
    only = "只要" if after.count == "1" else "变成"
    return rng.choice((f"{only}{number}{measure}{name}", f"{only}{number}{measure}"))


Wording = Callable[[Scene, Scene, random.Random], str]
_ENGLISH: Mapping[str, Wording] = {
    "time": _time,
    "place": _place,
    "style": _style,
    "color": _color,
    "extra": _extra,
    "subject": _subject,
    "position": _position,
    "size": _size,
    "count": _count,
}
_CHINESE: Mapping[str, Wording] = {
    "time": _time_zh,
    "place": _place_zh,
    "style": _style_zh,
    "color": _color_zh,
    "extra": _extra_zh,
    "subject": _subject_zh,
    "position": _position_zh,
    "size": _size_zh,
    "count": _count_zh,
}
