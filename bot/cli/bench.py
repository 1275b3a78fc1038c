"""`easel bench`: to come."""


def bench() -> None:
    """Measure."""
