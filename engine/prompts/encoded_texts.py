"""Encoded texts: of all who came together in one pass of the encoder; the latest are kept."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from engine.sampling.denoiser import EncodedText
from engine.sampling.guidance import RowText

KEPT = 256


class Texts:
    def __init__(
        self, encode: Callable[[Sequence[RowText]], list[EncodedText]], kept: int = KEPT
    ) -> None:
        self._encode = encode
        self._room = kept
        self._kept: OrderedDict[RowText, EncodedText] = OrderedDict()

    def read(self, rows: Sequence[RowText]) -> list[EncodedText]:
        """One for each row; equal rows, and those met lately, are encoded once."""
        new = [row for row in dict.fromkeys(rows) if row not in self._kept]
        if new:
            self._kept.update(zip(new, self._encode(new), strict=True))
        for row in rows:
            self._kept.move_to_end(row)
        encoded = [self._kept[row] for row in rows]
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return encoded
