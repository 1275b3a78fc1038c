"""Values of a config.json beside what the class it is for takes: numbers that are texts, and so on.

It reads the annotations of diffusers' constructors; what they leave open is left to them.
"""

import inspect
import json
import types
import typing
from pathlib import Path
from typing import Any

from engine.api.errors import ModelLoadError

WORDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


def check_types(component_class: type, config: dict[str, Any], file: Path) -> None:
    """ModelLoadError for the first value of a kind that the class cannot mean."""
    parameters = inspect.signature(component_class).parameters
    for key, value in config.items():
        parameter = parameters.get(key)
        if parameter is None or key.startswith("_"):
            continue
        wanted = _wanted(parameter)
        if wanted and not _fits(value, wanted):
            meant = " or ".join(word for kind, word in WORDS.items() if kind in wanted)
            raise ModelLoadError(
                f"{file} says {key} = {json.dumps(value)[:60]}, which must be {meant}: correct it, "
                "or download the file again."
            )


def _wanted(parameter: inspect.Parameter) -> set[type]:
    """The JSON kinds of an annotation; none where it does not say."""
    kinds = _kinds(parameter.annotation)
    if not kinds:
        return set()
    if parameter.default is None:
        kinds.add(type(None))
    elif parameter.default is not inspect.Parameter.empty:
        kinds |= _kinds(type(parameter.default))
    return kinds


def _kinds(annotation: object) -> set[type]:
    origin = typing.get_origin(annotation)
    if origin is typing.Union or isinstance(annotation, types.UnionType):
        each = [_kinds(one) for one in typing.get_args(annotation)]
        return set().union(*each) if all(each) else set()
    if origin is typing.Literal:
        return {type(one) for one in typing.get_args(annotation)}
    plain = origin or annotation
    if plain in (tuple, list):
        return {list}
    if plain is None:
        return {type(None)}
    return {plain} if isinstance(plain, type) and plain in WORDS else set()


def _fits(value: object, wanted: set[type]) -> bool:
    kind = type(value)
    if kind is int and float in wanted:
        return True
    if kind is float and int in wanted and float(value).is_integer():  # type: ignore[arg-type]
        return True
    return kind in wanted
