"""English words for every value of a scene; a word that stands twice is drawn twice as often.

The first word of each is the plain one. No word form belongs to two values of one attribute.
"""

from collections.abc import Mapping, Sequence

WordTable = Mapping[str, Sequence[str]]

SUBJECTS: WordTable = {
    "lighthouse": ("lighthouse", "lighthouse", "lighthouse", "beacon"),
    "house": ("house", "house", "house", "cottage", "cabin", "home"),
    "castle": ("castle", "castle", "castle", "fortress", "palace"),
    "tent": ("tent", "tent", "camping tent"),
    "tree": ("tree",),
    "flower": ("flower", "flower", "flower", "blossom", "daisy", "rose"),
    "mushroom": ("mushroom", "mushroom", "toadstool"),
    "cat": ("cat", "cat", "kitten", "kitty"),
    "sailboat": ("sailboat", "sailboat", "boat", "ship", "sailing boat"),
    "balloon": ("hot air balloon", "hot air balloon", "balloon"),
    "rocket": ("rocket", "rocket", "spaceship", "space rocket"),
    "robot": ("robot", "robot", "android"),
    "windmill": ("windmill", "windmill", "windmill", "mill", "dutch windmill"),
    "pagoda": ("pagoda", "pagoda", "pagoda", "temple", "japanese temple", "chinese pagoda"),
    "owl": ("owl", "owl", "owl", "barn owl"),
    "rabbit": ("rabbit", "rabbit", "bunny", "hare", "bunny rabbit"),
    "car": ("car", "car", "car", "automobile", "vintage car"),
    "ufo": ("ufo", "ufo", "flying saucer", "alien ufo", "saucer"),
    "landscape": ("landscape", "landscape", "scenery", "scene", "view"),
}
COLORS: WordTable = {
    "red": ("red", "red", "red", "red", "crimson", "scarlet"),
    "orange": ("orange",),
    "yellow": ("yellow", "yellow", "yellow", "golden"),
    "green": ("green", "green", "green", "emerald"),
    "blue": ("blue", "blue", "blue", "azure"),
    "purple": ("purple", "purple", "purple", "violet"),
    "pink": ("pink", "pink", "pink", "rosy"),
    "white": ("white",),
    "black": ("black",),
    "brown": ("brown",),
}
TIMES: WordTable = {
    "sunrise": ("at sunrise", "at sunrise", "sunrise", "at dawn", "in the morning",
                "early morning"),
    "noon": ("at noon", "noon", "by day", "on a sunny day", "in daylight", "midday", "daytime"),
    "sunset": ("at sunset", "at sunset", "sunset", "at dusk", "in the evening", "golden hour"),
    "night": ("at night", "at night", "night", "under the stars", "in the moonlight", "at midnight",
              "starry night", "moonlit"),
    "rain": ("in the rain", "in the rain", "rain", "rainy", "on a rainy day", "rainy weather",
             "on a rainy evening", "in a storm", "stormy", "on a stormy day", "in pouring rain"),
    "aurora": ("under the northern lights", "under the northern lights", "northern lights",
               "aurora", "aurora borealis", "under an aurora", "with an aurora",
               "polar lights in the sky"),
}  # fmt: skip
PLACES: WordTable = {
    "mountains": ("in the mountains", "in front of mountains", "mountains", "alpine landscape"),
    "sea": ("by the sea", "at sea", "in the ocean", "on the water", "on the coast", "sea"),
    "hills": ("on green hills", "in the hills", "in the countryside", "on grassy hills", "hills"),
    "desert": ("in the desert", "in the desert", "among cacti", "desert"),
    "snow": ("in the snow", "in the snow", "winter landscape", "snowy field", "snow"),
    "forest": ("in a forest", "in the forest", "in the woods", "among pine trees", "forest"),
    "city": ("in the city", "in the city", "city skyline", "downtown", "on a city street"),
    "beach": ("on the beach", "on the beach", "on a sandy shore", "tropical beach", "beach",
              "under palm trees", "on a tropical island"),
    "flowers": ("in a field of flowers", "in a flower field", "flower field", "in a flower meadow",
                "in a lavender field", "in a meadow", "among wildflowers", "in a flower garden"),
}  # fmt: skip
STYLES: WordTable = {
    "illustration": ("illustration", "flat illustration", "vector art", "storybook illustration",
                     "cartoon"),
    "watercolor": ("watercolor", "watercolor", "watercolour", "watercolor painting", "aquarelle"),
    "pixel": ("pixel art", "pixel art", "8-bit", "8-bit pixel art", "retro game"),
    "ink": ("ink sketch", "ink sketch", "ink drawing", "pen drawing", "line art", "sketch"),
    "poster": ("poster", "travel poster", "vintage poster", "retro poster", "screen print"),
    "papercut": ("paper cut", "paper cut", "papercut", "paper cutout", "paper craft",
                 "layered paper"),
    "oil": ("oil painting", "oil painting", "oil painting", "oil on canvas",
            "impressionist painting", "impressionist", "oil paint"),
    "glass": ("stained glass", "stained glass", "stained glass", "stained glass window",
              "glass mosaic"),
    "blueprint": ("blueprint", "blueprint", "blueprint", "blueprint drawing", "technical drawing",
                  "cyanotype", "engineering drawing"),
}  # fmt: skip
EXTRAS: WordTable = {
    "clouds": ("with clouds", "cloudy", "fluffy clouds"),
    "birds": ("with birds", "flying birds", "birds in the sky"),
    "rainbow": ("with a rainbow", "under a rainbow", "rainbow"),
}
SIZES: WordTable = {
    "small": ("small", "tiny", "little"),
    "big": ("big", "large", "giant", "huge"),
}
COUNTS: WordTable = {"2": ("two", "two", "a pair of", "2"), "3": ("three", "three", "3")}
POSITIONS: WordTable = {
    "left": ("on the left", "on the left", "on the left side"),
    "right": ("on the right", "on the right", "on the right side"),
    "center": ("in the center", "in the center", "in the middle"),
}
TABLES: Sequence[WordTable] = (
    SUBJECTS, COLORS, TIMES, PLACES, STYLES, EXTRAS, SIZES, COUNTS, POSITIONS,
)  # fmt: skip
"""All tables by value."""
FILLERS: Sequence[str] = (
    "beautiful", "highly detailed", "4k", "8k", "masterpiece", "cute", "epic", "high quality",
    "cinematic", "dreamy", "colorful", "stunning", "minimalist", "cozy", "serene", "magical",
    "a picture of", "lonely", "old", "soft light", "peaceful", "whimsical", "charming",
)  # fmt: skip
STRANGERS: Sequence[str] = (
    "dragon", "horse", "dog", "puppy", "girl", "boy", "woman", "man", "person", "child", "fish",
    "fox", "bear", "wolf", "lion", "elephant", "unicorn", "wizard", "knight", "princess",
    "warrior", "monster", "train", "bicycle", "bridge", "river", "lake", "waterfall", "face",
    "portrait", "astronaut", "dinosaur", "penguin", "butterfly", "panda", "chair", "cup", "apple",
    "cake", "guitar", "book", "skyscraper", "tiger", "snowman", "squirrel", "frog", "cow",
    "sheep", "samurai", "witch", "mermaid", "airplane",
)  # fmt: skip
"""What people ask for and the model cannot draw: it leaves them out and draws the place."""
REQUESTS: Sequence[str] = (
    "draw me", "draw", "please draw", "show me", "i want", "can you make", "imagine",
    "an image of", "generate",
)  # fmt: skip
"""What people put before a caption when they talk to a machine."""
