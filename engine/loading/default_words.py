"""Words of a card that says nothing of its own: English, for models that know the whole world."""

VOCABULARY = (
    "portrait", "landscape", "city street", "forest", "mountains", "ocean", "desert", "castle",
    "lighthouse", "cottage", "spaceship", "robot", "dragon", "cat", "dog", "fox", "owl", "horse",
    "astronaut", "knight", "sailboat", "bicycle", "flowers", "mushrooms", "waterfall", "library",
    "market", "cafe", "rainy night", "golden hour", "sunrise", "sunset", "starry sky", "fog",
    "snow", "autumn leaves", "neon lights", "soft light", "backlit", "close-up", "wide angle",
    "aerial view", "bokeh", "reflections", "symmetry", "minimalist", "highly detailed",
)  # fmt: skip
"""To suggest while somebody types."""

STYLES = (
    "photograph", "cinematic still", "oil painting", "watercolor", "ink drawing",
    "pencil sketch", "line art", "anime", "comic book", "pixel art", "3d render", "claymation",
    "paper cut", "stained glass", "mosaic", "woodcut", "ukiyo-e", "art nouveau", "art deco",
    "bauhaus poster", "vintage poster", "impressionism", "surrealism", "cyberpunk", "low poly",
    "isometric", "blueprint", "children's book illustration", "concept art", "fantasy art",
)  # fmt: skip
"""Looks by name."""

LOOK = (
    "beautiful composition", "dramatic light", "rich colours", "fine detail", "atmospheric",
    "artstation",
)  # fmt: skip
"""The house look, the strongest wish last."""

RARE = (
    "made of stained glass", "woven from ribbons", "growing out of a book", "floating upside down",
    "seen from inside a bottle", "with roots of light", "folded from maps", "melting like wax",
    "covered in moss and clocks", "drawn by lightning", "in a room full of water",
    "half machine, half coral", "with a second moon", "carved from salt", "as a shadow theatre",
    "under a sky of fish", "stitched together with gold thread", "on the back of a whale",
    "with doors that lead nowhere", "in the language of bees", "as an anatomical diagram",
    "knitted, enormous", "reflected in a thousand spoons", "at the bottom of a teacup",
)  # fmt: skip
"""Ideas that few pictures show."""

COMPOSITIONS = (
    ("seen from above", "low angle view", "seen from far away", "close-up", "from behind",
     "aerial view"),
    ("off-centre to the left", "off-centre to the right", "filling the frame",
     "tiny in a vast scene", "framed by leaves", "mirrored in water"),
    ("at dawn", "at dusk", "at night", "in fog", "backlit", "in harsh noon light",
     "under storm clouds"),
)  # fmt: skip
"""Groups of phrases that exclude each other: `--chaos` adds of those the prompt leaves open."""
