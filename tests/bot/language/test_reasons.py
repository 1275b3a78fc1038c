"""Reasons of failures: rows keep them in English, as engine and storage said them."""

import re
from pathlib import Path

import bot
from bot.language import ENGLISH, sentence, speaking
from bot.messages.texts import REASONS, failed
from bot.running.runner import BROKEN, OTHERWISE, SOURCE_GONE
from engine import GenerationFailed, OutOfMemory
from storage.jobs import INTERRUPTED

ENGINE = Path(bot.__file__).parent.parent / "engine"


def constant(file: str, name: str) -> str:
    """Read, not imported: the worker needs torch."""
    found = re.search(rf'^{name} = "(.+)"$', (ENGINE / file).read_text("utf-8"), re.MULTILINE)
    assert found, f"engine/{file} has no {name}"
    return found[1]


def test_every_known_reason_is_still_said_by_somebody() -> None:
    said = {
        *(BROKEN, SOURCE_GONE, OTHERWISE, INTERRUPTED, str(OutOfMemory()), str(GenerationFailed())),
        constant("loop/worker.py", "NOT_FINITE"),
        constant("loop/supervisor.py", "KILLED"),
    }
    assert {sentence(ENGLISH, key) for key in REASONS} == said


def test_a_known_reason_is_told_in_ones_language_and_another_as_it_is() -> None:
    with speaking("zh-CN"):
        assert (
            failed("a fox", 7, BROKEN) == "**a fox** - <@7>\uff08失败\uff1a我们这边出了问题\uff09"
        )
        assert failed("a fox", 7, "Odd.") == "**a fox** - <@7>\uff08失败\uff1aOdd\uff09"
    assert failed("a fox", 7, BROKEN) == f"**a fox** - <@7> (Failed: {BROKEN})"
