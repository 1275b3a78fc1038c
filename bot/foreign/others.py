"""Programs that keep one flat object: Fooocus, SwarmUI, Draw Things and a few more.

Sources: lllyasviel/Fooocus, `modules/meta_parser.py` (FooocusMetadataParser, get_exif);
mcmonkeyprojects/SwarmUI, `src/Text2Image/T2IParamInput.cs` (GenFullMetadataObject);
easydiffusion, `ui/easydiffusion/utils/save_utils.py`. Draw Things and Midjourney: their pictures.
"""

import html
import re
from collections.abc import Mapping
from typing import Any, Final

from bot.foreign.json_text import object_in, object_of
from bot.foreign.making import Making, made, plain_braces, plain_squares
from bot.foreign.names import read_names

FOOOCUS: Final = "Fooocus"
SWARMUI: Final = "SwarmUI"
_JOB_ID: Final = re.compile(r" ?Job ID: [0-9a-fA-F-]{8,36}\s*$")
_XMP_COMMENT: Final = "<exif:UserComment>"
_XMP_END: Final = "</exif:UserComment>"


def of_fooocus(values: Mapping[str, Any]) -> Making:
    """Its own scheme; the styles that it adds to the words have no counterpart."""
    return read_names(FOOOCUS, values)


def of_swarmui(values: Mapping[str, Any]) -> Making:
    """`sui_image_params` of the whole; its square brackets weigh nothing, as in ComfyUI."""
    making = read_names(SWARMUI, object_in(values, "sui_image_params"), silent=("images",))
    prompt, negative = plain_squares(making.prompt), plain_squares(making.negative)
    return made(SWARMUI, prompt, negative, making.settings, making.left)


def of_draw_things(values: Mapping[str, Any]) -> Making:
    """`c` is the prompt, `uc` what should not be there."""
    names = {"c": "prompt", "scale": "cfg"}
    return read_names("Draw Things", values, names, silent=("v2", "profile", "seedmode"))


def read_xmp(text: str) -> Making | None:
    """Draw Things keeps its object in the user's comment of an XMP packet."""
    begins, ends = text.find(_XMP_COMMENT), text.find(_XMP_END)
    if begins < 0 or ends < begins or "Draw Things" not in text:
        return None
    inside = text[begins:ends]
    first, last = inside.find("{"), inside.rfind("}")
    values = object_of(html.unescape(inside[first : last + 1])) if first >= 0 else None
    return None if values is None else of_draw_things(values)


def read_midjourney(text: str) -> Making | None:
    """Its own prompt with its parameters, and the id of the job behind it."""
    found = _JOB_ID.search(text[-60:])
    if found is None:
        return None
    return made("Midjourney", plain_braces(text[: len(text) - len(found[0])]))
