"""What the operator's configuration means for the runner."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunnerOptions:
    """`slots`: how many jobs the engine holds at once; `running_per_user`: how many of one
    person's are made at once."""

    slots: int
    running_per_user: int
    edit_every_s: float
    writes_metadata: bool = True
