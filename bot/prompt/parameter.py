"""One row of the table of parameters; its sentences are in the catalogue."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.language import say
from bot.prompt.values import Value, ValueKind


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a parameter cannot be honoured here: `prompt-not-<key>`, with its values."""

    key: str
    values: dict[str, str] = field(default_factory=dict)

    def sentence(self, name: str) -> str:
        """`--exp` is not available here: nothing adds detail afterwards. Leave it out."""
        return say("prompt-refused", name=name, reason=say(f"prompt-not-{self.key}", **self.values))


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Another reason for some of the values."""

    is_meant: Callable[[Value], bool]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Parameter:
    """`reason`: why it cannot be honoured here; None where it is.

    `preset` is the value that holds where nothing is said; where it is no value but words, None.
    `is_offered`: False where no value of it can be honoured with the models that are here.
    """

    name: str
    aliases: tuple[str, ...]
    kind: ValueKind
    preset: str | None = None
    reason: Reason | None = None
    otherwise: Otherwise | None = None
    is_offered: bool = True

    @property
    def meaning(self) -> str:
        return say(f"prompt-meaning-{self.name}")

    @property
    def default(self) -> str:
        return self.preset if self.preset is not None else say(f"prompt-default-{self.name}")

    @property
    def refusal(self) -> str | None:
        """The sentence that says why it is not available."""
        return self.reason.sentence(self.name) if self.reason else None

    def refusal_of(self, value: Value) -> str | None:
        """The same for a value."""
        if self.otherwise is not None and self.otherwise.is_meant(value):
            return self.otherwise.reason.sentence(self.name)
        return self.refusal
