"""Why a file gives no picture: the key of a sentence, and its numbers. Knows no language."""

from typing import Final

TOO_HARD: Final = "link-too-hard"
DAMAGED: Final = "link-damaged"
NO_PICTURE: Final = "link-no-picture"


class Unfit(Exception):
    """This file gives no picture that is used here.

    `key`: of the sentence in the catalogue, `values` its numbers; the link comes from who fetched.
    """

    def __init__(self, key: str, **values: int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
