"""Views whose parts are routed by their ids: nothing has to be remembered for them."""

from collections.abc import Iterable
from typing import Any

from discord.ui import Item, View


def routed_view(items: Iterable[Item[Any]]) -> View:
    """A view that discord.py does not keep: presses are routed by template, not by message."""
    view = View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view
