"""Encoded texts: of all who came together in one pass of the encoder; the latest are kept."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from engine.sampling.denoiser import EncodedText
from engine.sampling.guidance import LineText

KEPT = 256


class Texts:
    def __init__(
        self, encode: Callable[[Sequence[LineText]], list[EncodedText]], kept: int = KEPT
    ) -> None:
        self._encode = encode
        self._room = kept
        self._kept: OrderedDict[LineText, EncodedText] = OrderedDict()

    def read(self, lines: Sequence[LineText]) -> list[EncodedText]:
        """One for each line; equal lines, and those met lately, are encoded once."""
        new = [line for line in dict.fromkeys(lines) if line not in self._kept]
        if new:
            self._kept.update(zip(new, self._encode(new), strict=True))
        for line in lines:
            self._kept.move_to_end(line)
        encoded = [self._kept[line] for line in lines]
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)
        return encoded
