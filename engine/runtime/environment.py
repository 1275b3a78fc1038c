"""What must be set in the process before torch is imported for the first time."""

import os
from pathlib import Path


def prepare() -> None:
    """Threads that wait for each other spin for some microseconds, then sleep.

    Where a browser or a second program wants the same cores, spinning for long costs far more than
    it gains: a grid of four took over 40 s instead of 7 s on two busy cores. Sleeping at once costs
    on an idle machine: its steps took 0.53 s instead of 0.30 s. Set by hand, the variables stay.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")  # GNU's OpenMP heeds it above the policy
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(cache_folder() / "compiled"))


def cache_folder() -> Path:
    """The user's, where what was compiled once is found again after a restart."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "easel"
