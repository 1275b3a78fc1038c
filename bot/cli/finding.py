"""What one check of `easel doctor` saw; knows neither the checks nor the printing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line; `is_well` None: it was not looked at, or is worth knowing and no fault."""

    subject: str
    is_well: bool | None
    text: str
