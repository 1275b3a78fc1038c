"""The page's files: nothing foreign, nothing inline, nothing set as markup. No browser needed."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source import ROOT

PAGE = ROOT / "bot" / "local_discord" / "page"
SCRIPTS = sorted(PAGE.rglob("*.js"))
TEXTS = sorted(p for p in PAGE.rglob("*") if p.suffix in {".js", ".css", ".html", ".svg"})
NAMESPACE = "http://www.w3.org/2000/svg"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_address_of_another_machine(path: Path) -> None:
    found = re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", path.read_text(encoding="utf-8"))
    assert set(found) <= {NAMESPACE.removesuffix("/2000/svg")}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_set_text_and_never_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)
    assert text.startswith("// "), "a module says what it is"
    assert text.count("\n") <= 250


def test_the_page_lists_and_preloads_its_modules() -> None:
    index = (PAGE / "index.html").read_text(encoding="utf-8")
    names = sorted(path.relative_to(PAGE).as_posix() for path in SCRIPTS)
    preloaded = re.findall(r'modulepreload" href="/page/([\w./]+)"', index)
    assert sorted([*preloaded, "main.js"]) == names
    comment = index[index.index("<!--\n") : index.index("-->")]
    assert sorted(_listed(comment)) == names
    assert not re.search(r"\son\w+=|<style|<script>|style=", index), "nothing inline"


def test_the_package_holds_every_file_of_the_page() -> None:
    """What pip installs is what lies here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["bot.local_discord"]
    packed = {path for pattern in patterns for path in PAGE.parent.glob(pattern)}
    assert {path for path in PAGE.rglob("*") if path.is_file()} <= packed


def _listed(comment: str) -> Iterator[str]:
    """The modules a comment names, each below the folder that stands before it."""
    folder = ""
    for line in comment.splitlines():
        if at_margin := re.match(r"  (?=\S)(\w+/)?", line):
            folder = at_margin[1] or ""
        yield from (folder + name for name in re.findall(r"\b\w+\.js\b", line))
