"""What `--sref`, `--cref`, `--oref`, `--edit` and `--p` are given: links, weights, codes."""

import re
from dataclasses import dataclass

from bot.language import say
from bot.prompt.links import link_problem
from bot.prompt.titles import code
from bot.prompt.values import BadValue, Flag, Value, plain_word

_LINK = re.compile(r"<?(https?://[^\s<>]+?)>?(?:::(\d+(?:\.\d*)?|\.\d+))?", re.IGNORECASE)
_MOODBOARD = re.compile(r"m\d{4,20}", re.IGNORECASE)
_CODE = re.compile(r"(\d{1,12})(?:::(\d+(?:\.\d*)?|\.\d+))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture by its link, or a style by its code; `random` draws a code."""

    what: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class References:
    """One or several of them, each with a weight behind `::`; codes only where styles are meant."""

    may_be_code: bool = False
    most: int = 5

    @property
    def example(self) -> str:
        return "https://example.org/picture.png"

    def allowed(self) -> str:
        if self.most == 1:
            return say("prompt-allowed-link")
        return say("prompt-allowed-styles" if self.may_be_code else "prompt-allowed-links")

    def read(self, name: str, typed: str) -> str:
        self.references(name, typed)
        return " ".join(map(plain_word, typed.split()))

    def references(self, name: str, typed: str) -> tuple[Reference, ...]:
        """The references in order; BadValue for what is none."""
        words = [word for word in map(plain_word, typed.split()) if word]
        if not words:
            example, allowed = self.example, self.allowed()
            raise BadValue(say("prompt-needs-value", name=name, allowed=allowed, example=example))
        found = tuple(self._one(name, word) for word in words)
        if len(found) > self.most:
            raise BadValue(say("prompt-too-many", name=name, most=self.most, count=len(found)))
        return found

    def _one(self, name: str, word: str) -> Reference:
        if link := _LINK.fullmatch(word):
            return Reference(link[1], float(link[2] or 1))
        if self.may_be_code and word.casefold() == "random":
            return Reference("random")
        if self.may_be_code and (number := _CODE.fullmatch(word)):
            return Reference(number[1], float(number[2] or 1))
        raise BadValue(say("prompt-takes", name=name, allowed=self.allowed(), typed=code(word)))


@dataclass(frozen=True, slots=True)
class PictureLinks:
    """One to `most` links to pictures; read as links in angle brackets, which shows no preview."""

    most: int

    @property
    def example(self) -> str:
        return "https://example.org/picture.png"

    def allowed(self) -> str:
        return say("prompt-allowed-link" if self.most == 1 else "prompt-allowed-links")

    def read(self, name: str, typed: str) -> str:
        found = References(most=self.most).references(name, _without_words(name, typed))
        if any(one.weight != 1 for one in found):
            raise BadValue(say("prompt-no-weight", name=name))
        for one in found:
            if problem := link_problem(one.what):
                raise BadValue(problem.sentence)
        return " ".join(f"<{one.what}>" for one in found)


def _without_words(name: str, typed: str) -> str:
    """The same; BadValue where the words of the prompt stand behind the links."""
    words = list(map(plain_word, typed.split()))
    behind = next((k for k, word in enumerate(words) if not _LINK.fullmatch(word)), None)
    if not behind:
        return typed
    links, rest = " ".join(words[:behind]), " ".join(words[behind:])
    sentence = say("prompt-value-words", name=name, typed=code(links), rest=code(rest))
    raise BadValue(sentence, holds_words=True)


def links_of(value: Value) -> tuple[str, ...]:
    """The links that `PictureLinks` read."""
    return tuple(word.strip("<>") for word in str(value).split())


@dataclass(frozen=True, slots=True)
class Profiles(Flag):
    """Nothing, or the codes of a person's taste; `m7308164287435` is that of a moodboard."""

    may_have_value: bool = True

    @staticmethod
    def is_moodboard(value: Value) -> bool:
        return any(_MOODBOARD.fullmatch(plain_word(word)) for word in str(value).split())
