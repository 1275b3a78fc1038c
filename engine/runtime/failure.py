"""The fence of the engine thread: what goes wrong inside ends one request, or one try, not all."""

from collections.abc import Callable


def attempt(action: Callable[[], object]) -> Exception | None:
    """What the action raised, or None."""
    try:
        action()
    except Exception as error:  # noqa: BLE001
        return error
    return None
