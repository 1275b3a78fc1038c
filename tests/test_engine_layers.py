"""The rooms of the engine stand on each other: no import goes upwards, none goes in a circle."""

from tests.source import circle_in, modules_imported_by, name_of, python_files

# From top to bottom; a module belongs to the longest name that it begins with. What stands
# beside each other imports downwards, and within its own room, but not sideways.
ENGINE_LAYERS = (
    ("engine.studio", "engine.bench"),
    ("engine", "engine.doctor"),
    ("engine.engine", "engine.canned", "engine.read_card"),
    ("engine.loop",),
    ("engine.reading",),
    ("engine.loading",),
    ("engine.models",),
    ("engine.prompts",),
    ("engine.sampling",),
    ("engine.builtin",),
    ("engine.runtime",),
    ("engine.api",),
)
ROOMS = {room: depth for depth, rooms in enumerate(ENGINE_LAYERS) for room in rooms}
FILES = {name_of(path): path for path in python_files("engine")}
IMPORTED = {name: modules_imported_by(path, "engine") for name, path in FILES.items()}


def room_of(module: str) -> str:
    within = [room for room in ROOMS if f"{module}.".startswith(f"{room}.")]
    room = max(within, key=len)
    assert room != "engine" or module == "engine", f"{module} stands in no room"
    return room


def test_every_module_stands_in_a_room() -> None:
    assert {room_of(module) for module in FILES} == set(ROOMS)


def test_no_import_goes_upwards() -> None:
    wrong = [
        f"{module} imports {other}"
        for module, imported in IMPORTED.items()
        for other in sorted(imported)
        if room_of(module) != room_of(other) and ROOMS[room_of(module)] >= ROOMS[room_of(other)]
    ]
    assert wrong == []


def test_no_import_goes_in_a_circle() -> None:
    assert circle_in(IMPORTED) == []


def test_a_circle_is_found_and_named() -> None:
    line = {"a": {"b", "c"}, "b": {"c"}, "c": set()}
    assert circle_in(line) == []
    assert circle_in(line | {"c": {"d"}, "d": {"b"}}) == ["b", "c", "d", "b"]
