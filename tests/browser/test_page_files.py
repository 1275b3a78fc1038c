"""The page's files: nothing foreign, nothing inline, nothing set as markup. No browser needed."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "bot" / "local_discord" / "page"
SCRIPTS = sorted(PAGE.glob("*.js"))
TEXTS = sorted(p for p in PAGE.iterdir() if p.suffix in {".js", ".css", ".html", ".svg"})
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
    names = {path.name for path in SCRIPTS}
    preloaded = set(re.findall(r'modulepreload" href="/page/([\w.]+)"', index))
    assert preloaded == names - {"main.js"}
    comment = index[index.index("<!--\n") : index.index("-->")]
    assert set(re.findall(r"\b\w+\.js\b", comment)) == names
    assert not re.search(r"\son\w+=|<style|<script>|style=", index), "nothing inline"
