"""What NovelAI writes: `Description` and `Comment`, JSON whose keys differ from version to version.

Sources: NovelAI/novelai-image-metadata; its pictures of versions 1 to 4.5, whose WebP hold the same
texts as one object in the user's comment.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.foreign.json_text import object_in, object_of, text_in
from bot.foreign.making import Making, made
from bot.foreign.names import read_names, says_something
from bot.foreign.weights import of_novelai

PROGRAM: Final = "NovelAI"
_NAMES: Final = {"scale": "cfg"}
_READ: Final = ("steps", "sampler", "noise_schedule", "scale", "seed", "width", "height")
# Named where they say something; the rest tells what holds without it, or how it was signed.
_NAMED: Final = (
    "cfg_rescale", "controlnet_model", "director_reference_strengths", "dynamic_thresholding",
    "image", "noise", "reference_strength_multiple", "sm", "sm_dyn", "strength",
)  # fmt: skip


def read_texts(texts: Mapping[str, str]) -> Making | None:
    """The texts of its PNG, or those of the object in its WebP."""
    comment = object_of(texts.get("Comment", "")) or {}
    described = texts.get("Description", "")
    if not comment and not described:
        return None
    return of_comment({"prompt": described, **comment}, has_model="Source" in texts)


def of_comment(comment: Mapping[str, Any], *, has_model: bool = False) -> Making:
    """The object in `Comment`; version 4 keeps a prompt for each character beside the scene's."""
    read = read_names(PROGRAM, {name: comment.get(name) for name in _READ}, _NAMES)
    wanted, placed = _captions(comment, "v4_prompt")
    unwanted, _ = _captions(comment, "v4_negative_prompt")
    prompt, beyond = of_novelai(wanted or text_in(comment, "prompt"))
    negative, also_beyond = of_novelai(unwanted or text_in(comment, "uc", "negative_prompt"))
    left = ["Model"] if has_model else []
    left += [name for name in _NAMED if says_something(comment.get(name))]
    left += ["use_coords"] if placed else []
    return made(PROGRAM, prompt, negative, read.settings, (*left, *beyond, *also_beyond))


def _captions(comment: Mapping[str, Any], name: str) -> tuple[str, bool]:
    """The scene and its characters in one text, and whether these have their places."""
    whole = object_in(comment, name)
    caption = object_in(whole, "caption")
    characters = caption.get("char_captions")
    listed = characters if isinstance(characters, list) else []
    said = [text_in(one, "char_caption") for one in listed if isinstance(one, dict)]
    texts = [text.strip(" ,\n") for text in (text_in(caption, "base_caption"), *said)]
    return ", ".join(filter(None, texts)), bool(any(said) and whole.get("use_coords"))
