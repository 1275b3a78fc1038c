"""Which finished images are decoded together, and in which order."""

from dataclasses import dataclass, field
from types import SimpleNamespace

from engine.loop.batcher import Key
from engine.loop.decoding import Decoding

SQUARE, WIDE = Key("model", (4, 8, 8)), Key("model", (4, 8, 16))


@dataclass
class Finished:
    undecoded: list[str]
    drawn_key: Key = SQUARE
    request: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(width_px=10, height_px=10)
    )


def decoded(works: list[Finished], at_once_px: int) -> list[str]:
    portions = Decoding(at_once_px).next(works)  # type: ignore[arg-type]
    return [image for portion in portions for image in portion.images]  # type: ignore[misc]


def test_images_in_order_as_many_as_fit() -> None:
    works = [Finished(["a1", "a2"]), Finished([]), Finished(["b1", "b2", "b3"])]
    assert decoded(works, 10_000) == ["a1", "a2", "b1", "b2", "b3"]
    assert decoded(works, 300) == ["a1", "a2", "b1"]
    assert decoded(works, 1) == ["a1"]  # a large picture goes alone
    assert decoded([Finished([])], 300) == []


def test_only_equal_keys_together() -> None:
    works = [Finished(["a"]), Finished(["wide"], drawn_key=WIDE), Finished(["b"])]
    assert decoded(works, 10_000) == ["a", "b"]
