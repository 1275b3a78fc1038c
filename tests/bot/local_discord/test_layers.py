"""The rooms of the local Discord lie in layers: imports only go down, and none goes round."""

from __future__ import annotations

from collections import Counter
from graphlib import TopologicalSorter

from tests.source import imports_of, module_of, python_files

PACKAGE = "bot.local_discord"
# Top to bottom. What stands in one line does not import one another.
LOCAL_DISCORD_LAYERS = (
    ("__main__",),
    ("__init__",),  # the public names
    ("server",),
    ("drivers", "rest", "web"),
    ("core",),
    ("people",),
    ("gateway",),
    ("interactions",),
    ("messages",),
    ("rules", "world"),
    ("settings",),
    ("protocol",),
)
FILES_LIMIT = 14  # about a dozen, `__init__` counted
IMPORTS = {
    module_of(path): {name for name in imports_of(path) if f"{name}.".startswith(f"{PACKAGE}.")}
    for path in python_files(PACKAGE)
}
LAYER = {room: number for number, layer in enumerate(LOCAL_DISCORD_LAYERS) for room in layer}


def room(module: str) -> str:
    """The folder of a module, or its own name at the top of the package."""
    return module.removeprefix(PACKAGE).strip(".").split(".")[0] or "__init__"


def test_every_room_has_its_layer() -> None:
    assert {room(module) for module in IMPORTS} == set(LAYER)


def test_no_import_goes_upwards_or_sideways() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, names in IMPORTS.items()
        for name in names
        if room(name) != room(module) and LAYER[room(name)] <= LAYER[room(module)]
    ]
    assert not wrong


def test_no_circle_between_modules() -> None:
    assert list(TopologicalSorter(IMPORTS).static_order())  # CycleError names the circle


def test_a_folder_holds_about_a_dozen_files() -> None:
    files = Counter(path.parent.name for path in python_files(PACKAGE))
    assert {folder: count for folder, count in files.items() if count > FILES_LIMIT} == {}
