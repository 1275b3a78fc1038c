"""One row of the table of parameters."""

from dataclasses import dataclass

from bot.prompt.values import Kind


@dataclass(frozen=True, slots=True)
class Parameter:
    """`refusal`: the sentence that says why it cannot be honoured here; None where it is."""

    name: str
    aliases: tuple[str, ...]
    kind: Kind
    default: str
    meaning: str
    refusal: str | None = None


def refusal(name: str, reason: str) -> str:
    """Why, and what to do: a reason with `;` has its own advice behind it."""
    advice = "" if ";" in reason else " Leave it out."
    return f"`--{name}` is not available here: {reason}.{advice}"
