"""What a person might write for a scene: many wordings, and much left unsaid.

A fresh caption is made each time a picture is used. What captions often omit (a natural color,
daylight, the illustration style) is what the model learns to assume.
"""

import random
import string
from collections.abc import Mapping, Sequence

from engine.builtin.scenes import NATURAL_COLORS, Scene

Words = Mapping[str, Sequence[str]]

SUBJECTS: Words = {
    "lighthouse": ("lighthouse", "lighthouse", "lighthouse", "beacon"),
    "house": ("house", "house", "house", "cottage", "cabin", "home"),
    "castle": ("castle", "castle", "castle", "fortress", "palace"),
    "tent": ("tent", "tent", "camping tent"),
    "tree": ("tree",),
    "flower": ("flower", "flower", "blossom", "daisy"),
    "mushroom": ("mushroom", "mushroom", "toadstool"),
    "cat": ("cat", "cat", "kitten", "kitty"),
    "sailboat": ("sailboat", "sailboat", "boat", "ship", "sailing boat"),
    "balloon": ("hot air balloon", "hot air balloon", "balloon"),
    "rocket": ("rocket", "rocket", "spaceship", "space rocket"),
    "robot": ("robot", "robot", "android"),
}
COLORS: Words = {
    "red": ("red", "red", "red", "red", "crimson", "scarlet"),
    "orange": ("orange",),
    "yellow": ("yellow", "yellow", "yellow", "golden"),
    "green": ("green", "green", "green", "emerald"),
    "blue": ("blue", "blue", "blue", "azure"),
    "purple": ("purple", "purple", "purple", "violet"),
    "pink": ("pink", "pink", "pink", "rose"),
    "white": ("white",),
    "black": ("black",),
    "brown": ("brown",),
}
TIMES: Words = {
    "sunrise": ("at sunrise", "at sunrise", "sunrise", "at dawn", "in the morning",
                "early morning"),
    "noon": ("at noon", "noon", "by day", "on a sunny day", "in daylight", "midday", "daytime"),
    "sunset": ("at sunset", "at sunset", "sunset", "at dusk", "in the evening", "golden hour"),
    "night": ("at night", "at night", "night", "under the stars", "in the moonlight", "at midnight",
              "starry night", "moonlit"),
}  # fmt: skip
PLACES: Words = {
    "mountains": ("in the mountains", "in front of mountains", "mountains", "alpine landscape"),
    "sea": ("by the sea", "at sea", "in the ocean", "on the water", "on the coast", "sea"),
    "hills": ("on green hills", "in the hills", "in the countryside", "in a meadow", "hills"),
    "desert": ("in the desert", "in the desert", "among cacti", "desert"),
    "snow": ("in the snow", "in the snow", "winter landscape", "snowy field", "snow"),
    "forest": ("in a forest", "in the forest", "in the woods", "among pine trees", "forest"),
    "city": ("in the city", "in the city", "city skyline", "downtown", "on a city street"),
}
STYLES: Words = {
    "illustration": ("illustration", "flat illustration", "vector art", "storybook illustration",
                     "cartoon"),
    "watercolor": ("watercolor", "watercolor", "watercolour", "watercolor painting", "aquarelle"),
    "pixel": ("pixel art", "pixel art", "8-bit", "pixel art style", "retro game"),
    "ink": ("ink sketch", "ink sketch", "ink drawing", "pen drawing", "line art", "sketch"),
    "poster": ("poster", "travel poster", "vintage poster", "retro poster", "screen print"),
    "papercut": ("paper cut", "paper cut", "papercut", "paper cutout", "paper craft",
                 "layered paper"),
}  # fmt: skip
EXTRAS: Words = {
    "clouds": ("with clouds", "cloudy", "fluffy clouds"),
    "birds": ("with birds", "flying birds", "birds in the sky"),
    "rainbow": ("with a rainbow", "under a rainbow", "rainbow"),
}
SIZES: Words = {
    "small": ("small", "tiny", "little"),
    "big": ("big", "large", "giant", "huge"),
}
COUNTS: Words = {"2": ("two", "two", "a pair of", "2"), "3": ("three", "three", "3")}
POSITIONS: Words = {
    "left": ("on the left",),
    "right": ("on the right",),
    "center": ("in the center",),
}
FILLERS: Sequence[str] = (
    "beautiful", "highly detailed", "4k", "8k", "masterpiece", "cute", "epic", "high quality",
    "cinematic", "dreamy", "colorful", "stunning", "minimalist", "cozy", "serene", "magical",
    "a picture of", "lonely", "old", "soft light", "peaceful", "whimsical", "charming", "scene",
)  # fmt: skip


def plural(noun: str) -> str:
    """The plural of one of the subject words."""
    if noun.endswith("y"):
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "sh", "ch")):
        return noun + "es"
    return noun + "s"


def full_caption(scene: Scene) -> str:
    """The caption that names every attribute in plain words, for judging."""
    time, place = TIMES[scene.time][0], PLACES[scene.place][0]
    color, subject = COLORS[scene.color][0], SUBJECTS[scene.subject][0]
    if scene.count == "1":
        size = "" if scene.size == "normal" else SIZES[scene.size][0]
        thing = " ".join(word for word in ("a", size, color, subject) if word)
    else:
        thing = f"{COUNTS[scene.count][0]} {color} {plural(subject)}"
    extra = EXTRAS[scene.extra][0] if scene.extra in EXTRAS else ""
    position = "" if scene.position == "center" else POSITIONS[scene.position][0]
    body = " ".join(word for word in (thing, time, place, extra, position) if word)
    return f"{body}, {STYLES[scene.style][0]}"


def caption(scene: Scene, rng: random.Random) -> str:
    """A random caption; it may leave attributes out but never says anything untrue."""
    details = [word for word in _details(scene, rng) if word]
    rng.shuffle(details)
    separator = ", " if rng.random() < 0.4 else " "
    body = separator.join([_thing(scene, rng), *details])
    is_style_named = rng.random() > (0.60 if scene.style == "illustration" else 0.05)
    if is_style_named:
        body = _styled(body, rng.choice(STYLES[scene.style]), rng)
    if rng.random() < 0.18:
        filler = rng.choice(FILLERS) if rng.random() < 0.7 else _nonsense(rng)
        body = f"{body}, {filler}" if rng.random() < 0.6 else f"{filler} {body}"
    return body


def _thing(scene: Scene, rng: random.Random) -> str:
    """The noun phrase: count or article, size, color, subject."""
    if rng.random() < 0.02:
        return "a scene"
    is_natural = scene.color in NATURAL_COLORS[scene.subject]
    is_color_named = rng.random() > (0.45 if is_natural else 0.06)
    color = rng.choice(COLORS[scene.color]) if is_color_named else ""
    is_size_named = scene.size in SIZES and rng.random() < 0.80
    size = rng.choice(SIZES[scene.size]) if is_size_named else ""
    noun = rng.choice(SUBJECTS[scene.subject])
    if scene.count != "1":
        words = (rng.choice(COUNTS[scene.count]), size, color, plural(noun))
        return " ".join(word for word in words if word)
    phrase = " ".join(word for word in (size, color, noun) if word)
    chance = rng.random()
    if chance < 0.35:
        return phrase
    if chance < 0.45:
        return f"the {phrase}"
    return f"an {phrase}" if phrase[0] in "aeiou" else f"a {phrase}"


def _details(scene: Scene, rng: random.Random) -> list[str]:
    """Time, place, extra and position, each empty where the caption leaves it out."""
    is_time_named = rng.random() > (0.40 if scene.time == "noon" else 0.15)
    is_place_named = rng.random() > 0.20
    is_extra_named = scene.extra in EXTRAS and rng.random() < 0.85
    may_place = scene.count == "1"
    chance = 0.10 if scene.position == "center" else 0.80
    is_position_named = may_place and rng.random() < chance
    return [
        rng.choice(TIMES[scene.time]) if is_time_named else "",
        rng.choice(PLACES[scene.place]) if is_place_named else "",
        rng.choice(EXTRAS[scene.extra]) if is_extra_named else "",
        rng.choice(POSITIONS[scene.position]) if is_position_named else "",
    ]


def _styled(body: str, style: str, rng: random.Random) -> str:
    """The caption with its style before, behind or around it."""
    chance = rng.random()
    if chance < 0.25:
        return f"{style} of {body}"
    if chance < 0.75:
        return f"{body}, {style}"
    if chance < 0.85:
        return f"{style}, {body}"
    return rng.choice((f"{body} in {style} style", f"{body} as {style}", f"{body} {style} style"))


def _nonsense(rng: random.Random) -> str:
    """A word that means nothing, so that unknown words are ignored."""
    return "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randint(3, 8)))
