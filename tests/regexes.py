"""Every regular expression of the product, and strings on which a bad one takes long.

Found in the sources, then compiled as the module compiles it. Knows nothing of what they are for.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from tests.source import module_of, python_files

METHODS: Final[Mapping[str, Callable[[re.Pattern[Any], Any], object]]] = {
    "match": lambda pattern, text: pattern.match(text),
    "search": lambda pattern, text: pattern.search(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "finditer": lambda pattern, text: deque(pattern.finditer(text), maxlen=0),
    "findall": lambda pattern, text: pattern.findall(text),
    "split": lambda pattern, text: pattern.split(text),
    "sub": lambda pattern, text: pattern.sub(text[:0], text),
    "subn": lambda pattern, text: pattern.subn(text[:0], text),
}
TYPED: Final = 6_000  # Discord's longest option; text of a file is cut to it
PRESSED: Final = 100  # Discord's longest custom id
KNOWN: Final = ("a ", "—", "-", "(", "[", "<", "https://", "::", '"', "\\", "0", "Steps: 1, ", "，")
_SPEAKS_OF_ONE: Final = re.compile(rf"\bre\s*\.|\btemplate\b|\.\s*({'|'.join(METHODS)})\b")
_KINDS: Final = (ast.Assign, ast.AnnAssign, ast.Call, ast.ClassDef, ast.Attribute)
_OTHER: Final = ("a", "1", " ", "-", ":", "!")


@dataclass(frozen=True, slots=True)
class Regex:
    """`methods`: what the sources call on it; `longest`: characters of what it is given."""

    place: str
    pattern: re.Pattern[Any]  # of text, or of a file's bytes
    methods: tuple[str, ...]
    longest: int = TYPED


class _Unknown(dict[str, Any]):
    """Names of a function, whose values are known only at run time, stand for a word."""

    def __init__(self, module: Mapping[str, Any]) -> None:
        super().__init__(module)

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            raise KeyError(name)
        return "fox"


def regexes() -> Iterator[Regex]:
    """Literals given to `re`, and the templates by which discord.py knows a button."""
    paths = [path for package in ("bot", "engine", "storage") for path in python_files(package)]
    nodes = {path: _nodes_of(path.read_text(encoding="utf-8")) for path in paths}
    everywhere = _methods_of(chain.from_iterable(nodes.values()))
    for path, found in nodes.items():
        yield from _in_file(path, found, everywhere | _methods_of(found))


def _nodes_of(source: str) -> list[ast.AST]:
    """The nodes that may speak of a pattern; most files have none, and are not even parsed."""
    if not _SPEAKS_OF_ONE.search(source):
        return []
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, _KINDS)]


def _in_file(path: Path, nodes: list[ast.AST], used: Mapping[str, set[str]]) -> Iterator[Regex]:
    names = {}
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            names[node.value] = target.id if isinstance(target, ast.Name) else ""
    for node in nodes:
        if isinstance(node, ast.Call) and (called := _of_re(node)):
            methods = used.get(names.get(node, ""), set()) if called == "compile" else {called}
            yield _regex(path, node, node.args, tuple(sorted(methods)) or tuple(METHODS))
        elif isinstance(node, ast.ClassDef):
            for keyword in node.keywords:
                if keyword.arg == "template":
                    yield _regex(path, node, [keyword.value], ("fullmatch",), PRESSED)


def _of_re(node: ast.Call) -> str | None:
    """`compile` of `re.compile(…)`."""
    func = node.func
    is_re = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
    if not is_re or func.value.id != "re" or func.attr not in ("compile", *METHODS):
        return None
    return func.attr


def _methods_of(nodes: Iterable[ast.AST]) -> dict[str, set[str]]:
    """What is called on a pattern, by the name that holds it, in whatever file."""
    found: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            held = node.value
            name = held.id if isinstance(held, ast.Name) else getattr(held, "attr", "")
            found.setdefault(name, set()).add(node.attr)
    return found


def _regex(
    path: Path,
    node: ast.Call | ast.ClassDef,
    args: list[ast.expr],
    methods: tuple[str, ...],
    longest: int = TYPED,
) -> Regex:
    module = importlib.import_module(module_of(path))
    literal = compile(ast.Expression(args[0]), str(path), "eval")
    text = eval(literal, {}, _Unknown(vars(module)))
    text = text.pattern if isinstance(text, re.Pattern) else text
    text = text.decode("latin-1") if isinstance(text, bytes) else text  # each byte a character
    flags = [ast.unparse(one) for one in args[1:] if ast.unparse(one).startswith("re.")]
    if isinstance(node, ast.Call):
        flags += [ast.unparse(one.value) for one in node.keywords if one.arg == "flags"]
    number = eval("|".join(flags), {"re": re}) if flags else 0
    return Regex(f"{module_of(path)}:{node.lineno}", re.compile(text, number), methods, longest)


def hostile(pattern: re.Pattern[Any], length: int) -> Iterator[Any]:
    """Strings of this length: beginnings of a match, then one thing again and again, then an end.

    What is repeated is a character the pattern speaks of, two of them, a match, almost a match.
    """
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    characters = list(dict.fromkeys(_characters(tree)))[:10]
    examples = list(dict.fromkeys(_examples(tree)))[:4]
    pairs = [a + b for a in characters for b in characters if a != b]
    almost = [example[:-1] for example in examples]
    pumps = dict.fromkeys((*characters, *pairs, *examples, *almost, *KNOWN))
    starts = {example[:at] for example in examples for at in range(min(len(example), 12) + 1)}
    for start in sorted(starts | {""}):
        for pump in filter(None, pumps):
            whole = start + pump * (length // len(pump) + 1)
            for text in (whole[:length], whole[: length - 1] + "\x00"):
                is_text = isinstance(pattern.pattern, str)
                yield text if is_text else text.encode("latin-1", "replace")


def _characters(tree: Any) -> Iterator[str]:
    """Characters that the parts of a pattern take."""
    for op, value in tree:
        if op is codes.LITERAL:
            yield chr(value)
        elif op in (codes.ANY, codes.NOT_LITERAL):
            yield "!" if value == ord("x") else "x"
        elif op is codes.IN:
            yield from _of_class(value)
        else:
            for inner in _inside(op, value):
                yield from _characters(inner)


def _inside(op: Any, value: Any) -> list[Any]:
    if op is codes.BRANCH:
        return list(value[1])
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return [value[2]]
    if op is codes.SUBPATTERN:
        return [value[3]]
    if op in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    return [value] if op is codes.ATOMIC_GROUP else []


def _of_class(items: Any) -> list[str]:
    """Some characters of a class; of a negated one, common characters that it takes."""
    source = []
    for op, value in items:
        if op is codes.LITERAL:
            source.append(chr(value))
        elif op is codes.RANGE:
            source += [chr(value[0]), chr(value[1])]
        elif op is codes.CATEGORY:
            source.append(_CATEGORIES[value])
    if items[0][0] is not codes.NEGATE:
        return list(dict.fromkeys(source))
    return [one for one in _OTHER if one not in source]


_CATEGORIES: Final = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_NOT_WORD: "-",
    codes.CATEGORY_NOT_SPACE: "x",
}


def _examples(tree: Any) -> list[str]:
    """Matches, or nearly: each alternative of each branch comes once."""
    found = [""]
    for op, value in tree:
        if op is codes.BRANCH:
            choices = [example for one in value[1] for example in _examples(one)[:3]]
        elif op in (codes.ASSERT_NOT, codes.AT, codes.GROUPREF):
            continue
        elif inner := _inside(op, value):
            times = max(value[0], 1) if op in (codes.MAX_REPEAT, codes.MIN_REPEAT) else 1
            choices = [example * times for example in _examples(inner[0])[:3]]
        else:
            choices = list(_characters([(op, value)]))[:1]
        found = [head + end for head in found for end in choices or [""]][:6]
    return found
