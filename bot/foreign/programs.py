"""What belongs to which program: the keyword of a file's text, or the keys of an object in JSON.

The one table of them all. A text that nobody knows is None; one whose program is known and whose
words cannot be read is a Making without a prompt.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.foreign import comfyui, invokeai, novelai, others
from bot.foreign.json_text import first_json, object_in, object_of
from bot.foreign.making import Making, made
from bot.foreign.names import read_names
from bot.foreign.settings_line import read_parameters

_Values = Mapping[str, Any]
# The keys by which an object is known, and who reads it; the first that has them all.
_SHAPES: Final[tuple[tuple[tuple[str, ...], Callable[[_Values], Making | None]], ...]] = (
    (("sui_image_params",), others.of_swarmui),
    (("Comment", "Software"), lambda values: novelai.read_texts(_texts_of(values))),
    (("v4_prompt",), novelai.of_comment),
    (("app_id", "image"), invokeai.of_sd_metadata),
    (("positive_prompt",), invokeai.of_values),
    (("extraMetadata",), lambda values: _named("Civitai", object_in(values, "extraMetadata"))),
    (("c", "uc"), others.of_draw_things),
    (("uc", "scale"), novelai.of_comment),
    (("adm_guidance",), others.of_fooocus),
    (("metadata_scheme",), others.of_fooocus),
    (("use_stable_diffusion_model",), lambda values: _named("Easy Diffusion", values)),
    (("ksamplerName",), lambda values: _named("Tensor.Art", values)),
)
# Keywords of PNG, fields of EXIF, in the order in which they are asked. What a program says on
# purpose comes before the graph that many a page leaves in beside it.
_OBJECTS: Final[tuple[tuple[str, Callable[[_Values], Making | None]], ...]] = (
    ("invokeai_metadata", invokeai.of_values),
    ("sd-metadata", invokeai.of_sd_metadata),
    ("generation_data", lambda values: _named("Tensor.Art", values)),
)
_ANY: Final = ("parameters", "UserComment", "ImageDescription", "Comment", "XPComment", "Make")
_GRAPHS: Final = re.compile(r"\s*(prompt|workflow)\s*:\s*(?=\{)", re.IGNORECASE)
_GRAPH_FIELDS: Final = ("Model", "Make", "ImageDescription", "UserComment")
_CREDENTIALS: Final = "C2PA"
_PLACEHOLDER: Final = "unknown"  # what some nodes write where they do not know the prompt


def read_texts(texts: Mapping[str, str]) -> Making | None:
    """What the texts of a file tell; the first program that tells a prompt, else the first one."""
    known = [making for making in _readings(texts) if making is not None]
    told = (making for making in known if making.prompt.casefold() not in ("", _PLACEHOLDER))
    return next(told, made(known[0].program) if known else None)


def read_pasted(text: str) -> tuple[Making, str] | None:
    """A pasted object of any program, or of none by the usual names, and what stands behind it."""
    found = first_json(text)
    if found is None:
        return None
    value, ends = found
    value = value[0] if isinstance(value, list) and len(value) == 1 else value
    making = of_object(value) if isinstance(value, dict) else None
    return None if making is None else (making, text[ends:])


def of_object(values: _Values) -> Making | None:
    """An object by its keys, a graph, or one whose names are the usual ones."""
    for keys, read in _SHAPES:
        if all(key in values for key in keys) and (making := read(values)):
            return making
    return comfyui.of_values(values) or _named(str(values.get("software") or ""), values)


def _readings(texts: Mapping[str, str]) -> Iterator[Making | None]:
    if "NovelAI" in texts.get("Software", ""):
        yield novelai.read_texts(texts)
    for keyword, read in _OBJECTS:
        values = object_of(texts.get(keyword, ""))
        yield read(values) if values is not None else None
    yield invokeai.read_dream(texts.get("Dream", ""))
    for keyword in _ANY:
        text = texts.get(keyword, "").strip("\0 ")
        values = object_of(text)
        yield of_object(values) if values is not None else read_parameters(text)
    yield comfyui.read_texts({**texts, **_graphs(texts)})
    yield others.read_xmp(texts.get("XMP", ""))
    yield others.read_midjourney(texts.get("Description", ""))
    yield _named("Easy Diffusion", texts) if "use_stable_diffusion_model" in texts else None
    yield made(texts[_CREDENTIALS]) if _CREDENTIALS in texts else None


def _graphs(texts: Mapping[str, str]) -> dict[str, str]:
    """Graphs in fields of EXIF, `prompt:{…}`: there ComfyUI has no keyword of its own."""
    found = {}
    for field in _GRAPH_FIELDS:
        text = texts.get(field, "")
        if begins := _GRAPHS.match(text):
            found[begins[1].casefold()] = text[begins.end() :]
    return found


def _named(program: str, values: _Values) -> Making | None:
    making = read_names(program, values)
    return making if making.prompt else None


def _texts_of(values: _Values) -> dict[str, str]:
    return {key: value for key, value in values.items() if isinstance(value, str)}
