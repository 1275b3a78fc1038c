"""One folder of languages: which there are, which is nearest to a locale, what a key says.

Reads a file when its language is first spoken; knows no task and no Discord.
"""

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.language.mentions import NAMED, mentioned

ENGLISH: Final = "en-US"
# Where Discord shows no mention: what commands, options and menus are called, and words that are
# searched and never shown.
PLAIN: Final = ("command-", "option-", "choice-", "menu-", "button-", "form-")
SEARCHED: Final = "-also"


class Languages:
    """The `.ftl` files of a folder, by Discord's names for their locales."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._catalogues: dict[str, Catalogue] = {}
        self.nearest = cache(self._nearest)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """As `en-US`, `zh-CN`, in alphabetical order."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.ftl")))

    def _nearest(self, locale: str) -> str:
        """`zh-TW` finds `zh-CN`; what is not there at all is English."""
        if locale in self.names:
            return locale
        root = locale.split("-")[0]
        return next((name for name in self.names if name.split("-")[0] == root), ENGLISH)

    def sentence(self, locale: str, key: str, values: Mapping[str, str | int | float]) -> str:
        """What a key says in the nearest language, else in English; KeyError for a key of none."""
        for name in (self.nearest(locale), ENGLISH):
            text = self.catalogue(name).say(key, values)
            if text is not None:
                return text
        raise KeyError(key)

    def catalogue(self, name: str) -> "Catalogue":
        """One language, read at its first use."""
        if name not in self._catalogues:
            text = (self._folder / f"{name}.ftl").read_text(encoding="utf-8")
            self._catalogues[name] = Catalogue(name, text)
        return self._catalogues[name]


class Catalogue:
    """The sentences of one language, in Fluent (https://projectfluent.org)."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        functions: dict[str, Callable[[Any], Any]] = {"COMMAND": mentioned}
        self._bundle = FluentBundle([name], use_isolating=False, functions=functions)
        resource = FluentResource(text)
        for entry in resource.body:
            if isinstance(entry, ast.Message) and not is_plain(entry.id.name):
                _Commands().visit(entry)
        self._bundle.add_resource(resource)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._bundle._messages)  # it has no public list

    def say(self, key: str, values: Mapping[str, str | int | float]) -> str | None:
        """The text with its values; None for a key that this language does not have.

        Numbers print plain, without groups, and choose their plural.
        """
        if not self._bundle.has_message(key):
            return None
        pattern = self._bundle.get_message(key).value
        assert pattern is not None, f"{key} has no text"
        plain = {
            name: value if isinstance(value, str) else fluent_number(value, useGrouping=False)
            for name, value in values.items()
        }
        text, errors = self._bundle.format_pattern(pattern, plain)
        assert not errors, f"{key} in {self._name}: {errors}"
        return str(text)


def is_plain(key: str) -> bool:
    """A sentence that stands where Discord shows no mention of a command."""
    return key.startswith(PLAIN) or key.endswith(SEARCHED)


class _Commands(Visitor):
    """Makes each `/imagine` in the words of a sentence a call of COMMAND: never in its values."""

    def visit_Pattern(self, node: ast.Pattern) -> None:
        self.generic_visit(node)
        parts: list[ast.TextElement | ast.Placeable] = []
        for element in node.elements:
            parts += _split(element.value) if isinstance(element, ast.TextElement) else [element]
        node.elements = parts


def _split(words: str) -> list[ast.TextElement | ast.Placeable]:
    parts: list[ast.TextElement | ast.Placeable] = []
    end = 0
    for found in NAMED.finditer(words):
        named = ast.CallArguments(positional=[ast.StringLiteral(found[0])])
        call = ast.FunctionReference(ast.Identifier("COMMAND"), named)
        parts += [ast.TextElement(words[end : found.start()]), ast.Placeable(call)]
        end = found.end()
    return [*parts, ast.TextElement(words[end:])]
