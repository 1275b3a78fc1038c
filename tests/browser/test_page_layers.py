"""The page's folders lie in layers, by the text of its imports. No browser needed."""

import re
from collections import Counter
from pathlib import Path

from tests.layers import Package
from tests.source import ROOT

PAGE = ROOT / "bot" / "local_discord" / "page"
IMPORT = re.compile(r'^import \{.+\} from "(\.\.?/[\w./]+)";$', re.MULTILINE)
LOADS = re.compile(r'\bimport\b|^export .* from "', re.MULTILINE)
CROWDED = 14  # files


class PageModules(Package):
    """Modules of the page, named as Python's would be: `page.frame.header`."""

    @property
    def imports(self) -> dict[str, set[str]]:
        return {module_of(path): set(map(module_of, imported(path))) for path in scripts()}


MODULES = PageModules(
    "page",
    (
        ("main",),
        ("frame",),
        ("messages",),
        ("composer",),
        ("forms",),
        ("text",),
        ("elements", "server"),
        ("unread",),
        ("state",),
        ("snowflake",),
        ("language",),
    ),
)


def scripts() -> list[Path]:
    return sorted(PAGE.rglob("*.js"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PAGE.parent).with_suffix("").parts)


def imported(script: Path) -> list[Path]:
    """The files a module imports; it may load others in no way that would not be seen here."""
    text = script.read_text(encoding="utf-8")
    targets = IMPORT.findall(text)
    assert len(targets) == len(LOADS.findall(text)), script
    return [(script.parent / target).resolve() for target in targets]


def test_the_page_lies_in_layers() -> None:
    assert MODULES.unlisted() == set()
    assert MODULES.upward() == []
    assert MODULES.in_order()


def test_every_import_names_a_file() -> None:
    missing = [
        (script.name, path)
        for script in scripts()
        for path in imported(script)
        if not path.is_file()
    ]
    assert missing == []


def test_no_folder_of_the_page_is_crowded() -> None:
    files = Counter(path.parent for path in PAGE.rglob("*") if path.is_file())
    assert {folder: count for folder, count in files.items() if count > CROWDED} == {}
