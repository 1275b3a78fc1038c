"""Which finished images are decoded together, before the next step and never beside it.

A request that only needs its pictures has the least work left of all, so it does not wait; what
finished in the same step with the same key is decoded in one batch, as far as memory allows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.loop.work import Work
from engine.sampling.trajectory import Drawn

AT_ONCE_PX = 1024 * 1024


@dataclass(frozen=True, slots=True, eq=False)
class Portion:
    """Images of one request in a batch to decode."""

    work: Work
    images: list[Drawn]


@dataclass(slots=True, eq=False)
class Decoding:
    """at_once_px: the area of one batch; a larger picture goes alone."""

    at_once_px: int = AT_ONCE_PX

    def next(self, works: Iterable[Work]) -> list[Portion]:
        """The next batch, in order of arrival; empty when nothing is to be decoded."""
        portions: list[Portion] = []
        room = 0
        for work in works:
            undecoded = work.undecoded
            if not undecoded:
                continue
            if not portions:
                key, room = work.drawn_key, max(1, self.at_once_px // area_px(work))
            if room and work.drawn_key == key:
                portions.append(Portion(work, undecoded[:room]))
                room -= len(portions[-1].images)
        return portions

    def halve(self, portions: list[Portion]) -> None:
        """After out of memory; a batch of one image cannot be halved."""
        images = sum(len(portion.images) for portion in portions)
        self.at_once_px = area_px(portions[0].work) * (images // 2)


def area_px(work: Work) -> int:
    return work.request.width_px * work.request.height_px
