"""What the canned engine makes of a picture to upscale: its pixels repeated, perhaps lighter."""

import io

from engine.api.errors import RequestError
from engine.api.events import Picture
from engine.api.request import ImageRequest

LIGHTER = 32


def upscaled(request: ImageRequest) -> Picture:
    """Lighter where something is to be drawn anew. RequestError for a source of another size."""
    from PIL import Image  # the engine's face is imported without it

    assert request.source is not None
    with Image.open(io.BytesIO(request.source.png)) as opened:
        source = opened.convert("RGB")
    size = (request.width_px, request.height_px)
    if size != (2 * source.width, 2 * source.height):
        raise RequestError(f"A picture of {source.size} is not upscaled to {size}.")
    large = source.resize(size, Image.Resampling.NEAREST)
    if request.source.strength > 0:
        large = large.point([min(255, level + LIGHTER) for level in range(256)] * 3)
    return Picture(*size, large.tobytes())
