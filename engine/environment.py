"""What must be set in the process before torch is imported for the first time."""

import os
from pathlib import Path


def prepare() -> None:
    """Threads that wait for each other sleep instead of spinning.

    Where a browser or a second program wants the same cores, spinning costs far more than it gains:
    a grid of four took over 40 s instead of 7 s on two busy cores. Set by hand, the variable stays.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(cache_folder() / "compiled"))


def cache_folder() -> Path:
    """The user's, where what was compiled once is found again after a restart."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "easel"
