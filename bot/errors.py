"""What a person is told when something cannot be done: a title and one readable sentence.

UserError                a mistake that can be corrected: nothing was stored or charged
├── PromptError          mistakes in a prompt, all of them, in the order they were typed
├── SettingsError        a configuration that cannot be used
└── CommandError         a command line that asks for what cannot be done (exit code 1)
    └── LastingError     and that no further try will do, until somebody mends it (exit code 65)
"""

from collections.abc import Sequence
from dataclasses import dataclass

NOT_AVAILABLE = "Not available here"


class UserError(Exception):
    """That cannot be done."""

    title = "Sorry"

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(sentence)
        self.title = title
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Fix:
    """What is asked with "did you mean": `wrong`, as it stands in the prompt, becomes `right`."""

    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a prompt: the title of its embed, and what is wrong and what is allowed.

    `fix`: the one likely right thing, None where there is none.
    """

    title: str
    sentence: str
    fix: Fix | None = None


class PromptError(UserError):
    """The prompt has mistakes; the first gives the title, every one has its own line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        sentences = dict.fromkeys(problem.sentence for problem in self.problems)
        super().__init__(self.problems[0].title, "\n".join(sentences))

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """One for every mistake; none at all where one of them has none."""
        fixes = tuple(problem.fix for problem in self.problems if problem.fix is not None)
        return fixes if len(fixes) == len(self.problems) else ()


class SettingsError(UserError):
    """The configuration cannot be used as it is."""

    def __init__(self, sentence: str) -> None:
        super().__init__("Invalid configuration", sentence)


class CommandError(UserError):
    """The command could not do what it was asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__("Could not do it", sentence)


class LastingError(CommandError):
    """What was asked for cannot be done, however often it is tried: a supervisor may stop."""
