"""Whether a package lies in layers: imports only go down, and none goes round."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from graphlib import TopologicalSorter

from tests.source import imports_of, module_of, python_files

Layers = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Package:
    """`layers`, top to bottom: rooms (folders, or modules of the package itself).

    What stands in one line does not import one another. `folders_in_layers`: folders whose own
    subfolders are the rooms.
    """

    name: str
    layers: Layers
    folders_in_layers: tuple[str, ...] = ()

    @property
    def imports(self) -> dict[str, set[str]]:
        """The modules of the package, each with those of the package that it imports."""
        found = {module_of(path): imports_of(path) for path in python_files(self.name)}
        return {
            module: {one for one in names if one in found} - {module}
            for module, names in found.items()
        }

    def room(self, module: str) -> str:
        parts = module.removeprefix(self.name).strip(".").split(".")
        if parts[0] in self.folders_in_layers and len(parts) > 1:
            return ".".join(parts[:2])
        return parts[0] or "__init__"

    def unlisted(self) -> set[str]:
        """Rooms without a layer, and layers without a room."""
        listed = {room for layer in self.layers for room in layer}
        return {self.room(module) for module in self.imports} ^ listed

    def upward(self) -> list[str]:
        """Imports that go up or sideways."""
        layer = {room: number for number, rooms in enumerate(self.layers) for room in rooms}
        return [
            f"{module} imports {name}"
            for module, names in self.imports.items()
            for name in sorted(names)
            if self.room(name) != self.room(module)
            and layer[self.room(name)] <= layer[self.room(module)]
        ]

    def in_order(self) -> list[str]:
        """Its modules, what is imported before who imports it; CycleError names a circle."""
        return list(TopologicalSorter(self.imports).static_order())

    def crowded(self, limit: int, apart: tuple[str, ...] = ()) -> dict[str, int]:
        """Folders of more Python files than `limit`, but for those kept `apart`."""
        files = Counter(str(path.parent) for path in python_files(self.name))
        return {
            folder: count
            for folder, count in files.items()
            if count > limit and not folder.endswith(apart)
        }
