"""Why a file gives no picture: the key of a sentence, and its numbers. Knows no language."""

import struct
import zlib
from typing import Final

TOO_HARD: Final = "link-too-hard"
DAMAGED: Final = "link-damaged"
NO_PICTURE: Final = "link-no-picture"
# What Pillow was seen to raise for broken bytes, beside its own errors.
BROKEN: Final = (
    OSError, EOFError, SyntaxError, ValueError, TypeError, AttributeError, LookupError,
    ArithmeticError, AssertionError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip


class Unfit(Exception):
    """This file gives no picture that is used here.

    `key`: of the sentence in the catalogue, `values` its numbers; the link comes from who fetched.
    """

    def __init__(self, key: str, **values: int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
