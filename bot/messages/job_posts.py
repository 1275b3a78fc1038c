"""What is said about one job in each of its states, as posts ready to be sent.

Pure: the job's row and its order in, words, buttons and small files out, in the language that the
row keeps, whoever caused them to be said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec, Self

import discord

from bot.interactions import wording
from bot.interactions.post import Attachment, Post
from bot.interactions.wording import cut, defused
from bot.language import say, speaking
from bot.messages import job_buttons, texts
from bot.messages.job_address import nonce_for
from bot.messages.result_buttons import Layout, layout_of, mark_of, result_view
from bot.orders.kinds import KINDS
from bot.orders.pricing import HUNDREDTHS, in_words
from bot.orders.record import Record
from bot.pictures import grid
from bot.prompt.counts import GRID
from bot.prompt.sizes import Size
from storage import Job

_Values = ParamSpec("_Values")
MAX_WORDS: Final = 1900  # of Discord's 2000, which it counts its own way
FILES: Final = {"single": "1", "upscaled": "upscaled", "film": "film"}  # of other layouts a sheet
MAX_TRANSLATION: Final = 300


def in_its_language(
    told: Callable[Concatenate["JobPosts", _Values], Post],
) -> Callable[Concatenate["JobPosts", _Values], Post]:
    """The post in the language of the job's owner."""

    @wraps(told)
    def translated(self: "JobPosts", /, *args: _Values.args, **named: _Values.kwargs) -> Post:
        with speaking(self.job.locale):
            return told(self, *args, **named)

    any_post: Callable[..., Post] = translated  # `wraps` makes `self` a named argument
    return any_post


@dataclass(frozen=True, slots=True)
class JobPosts:
    """One job; `prompt` as it is shown, with its parameters, and `text` without them.

    `record` is None where the row cannot be read any more.
    """

    job: Job
    prompt: str
    text: str
    record: Record | None = None

    @classmethod
    def of(cls, job: Job) -> Self:
        """Of any row: one whose order cannot be read any more is still spoken about."""
        try:
            record = Record.from_json(job.request)
        except (ValueError, TypeError, KeyError):
            return cls(job, job.prompt, job.prompt)
        return cls(job, record.order.echo, record.order.text, record)

    @in_its_language
    def waiting(self, place: int | None = None, minutes: float | None = None) -> Post:
        job = self.job
        words = texts.waiting(
            self.prompt,
            job.user_id,
            place,
            minutes,
            key=KINDS[job.kind].waiting,
            index=job.parent_index or 0,
        )
        return self._with_cancel(self._with_translation(words + self._cost()))

    @in_its_language
    def running(self, percent: int, preview: bytes | None = None) -> Post:
        by = KINDS[self.job.kind].running_by or self._by()
        words = texts.running(self.prompt, self.job.user_id, percent, self._mode, by)
        if preview is None:
            return self._with_cancel(words)
        alt_text = say("job-alt-preview", percent=percent)
        picture = Attachment(grid.preview_name(self.job.id), preview, alt_text)
        return self._with_cancel(words, picture)

    @in_its_language
    def restarted(self, place: int | None) -> Post:
        return self._with_cancel(texts.restarted(self.prompt, self.job.user_id, place))

    @in_its_language
    def paused(self) -> Post:
        words = texts.paused(self.prompt, self.job.user_id)
        return Post(content=words, files=None, buttons=self._cancel)

    @in_its_language
    def held(self) -> Post:
        """Nothing can be stored for the moment; the last preview stays."""
        words = texts.held(self.prompt, self.job.user_id)
        return Post(content=words, files=None, buttons=self._cancel)

    @in_its_language
    def stopped(self) -> Post:
        """The last preview stays, the buttons go."""
        return Post(content=texts.stopped(self.prompt, self.job.user_id), files=None)

    @in_its_language
    def undelivered(self) -> Post:
        """The pictures are there and no way to bring them is open."""
        return Post(content=texts.undelivered(self.prompt, self.job.user_id), files=None)

    @in_its_language
    def failed(self, reason: str) -> Post:
        words = texts.failed(self.prompt, self.job.user_id, reason)
        return Post(
            content=words,
            files=self._prompt_file(),
            buttons=lambda: self._view(job_buttons.failed_view),
        )

    @in_its_language
    def finished(self, upload: grid.Upload, owner: str) -> Post:
        """The new message that pings the owner: what was made, and its buttons."""
        job, prompt = self.job, self.prompt
        words = texts.finished(prompt, job.user_id, self._mode, self._by())
        if upload.note is not None:
            words += f"\n-# {upload.note}"
        name = grid.file_name(owner, prompt, job.id, upload.extension)
        picture = Attachment(name, upload.data, self.alt_of(FILES.get(self._layout, "sheet")))
        return Post(
            content=self._with_translation(words),
            files=(picture, *self._prompt_file()),
            buttons=lambda: self._view(self._result_view),
            pings=job.user_id,
            nonce=nonce_for(job.id, "result"),
        )

    @property
    def mark(self) -> str:
        """The id of a button by which the message with the result is known."""
        return mark_of(self.job.id, self._layout)

    @property
    def _layout(self) -> Layout:
        return layout_of(self.job.kind, self.record)

    def _result_view(self, job_id: str) -> discord.ui.View:
        record = self.record
        if record is None:
            return result_view(job_id, self._layout)
        order = record.order
        size = Size(order.width_px, order.height_px)
        return result_view(job_id, self._layout, order.count, size)

    def alt_text(self, what: str) -> str:
        """What a person who cannot see the picture is told; Discord takes 1024 UTF-16 units."""
        return cut(f"{what}: {defused(self.text)}", 500)

    def alt_of(self, name: str) -> str:
        """The same of a file: `1` for a picture by its number, `sheet` for all of them."""
        if name in ("upscaled", "film"):
            return self.alt_text(say(f"job-alt-{name}"))
        if name != "sheet":
            return self.alt_text(say("job-alt-picture", index=int(name)))
        count = GRID if self.record is None else self.record.order.shown
        return self.alt_text(say("job-alt-grid", count=count))

    def _cost(self) -> str:
        """Told where it is not the one credit that everybody expects."""
        price = self.job.price
        return "" if price in (0, HUNDREDTHS) else f" · {in_words(price)}"

    @property
    def _mode(self) -> str:
        return texts.mode(self.job.speed, self.job.visibility)

    def _by(self) -> str | None:
        """The key of what made it, where that was a button that changes something."""
        record = self.record
        variability = "high" if record is None else record.variability
        is_remix = record is not None and record.is_remix
        return KINDS[self.job.kind].by(variability, is_remix=is_remix)

    def _with_translation(self, words: str) -> str:
        """What the model reads, in small print, where there is room for it."""
        said = None if self.record is None else self.record.translation
        if said is None:
            return words
        short = wording.escape(said if len(said) <= MAX_TRANSLATION else said[:MAX_TRANSLATION])
        line = f"\n-# {say('translation-shown', text=short)}"
        return words + line if len(words) + len(line) <= MAX_WORDS else words

    def _with_cancel(self, words: str, *files: Attachment) -> Post:
        return Post(content=words, files=(*files, *self._prompt_file()), buttons=self._cancel)

    def _cancel(self) -> discord.ui.View:
        return self._view(job_buttons.waiting_view)

    def _view(self, make: Callable[[str], discord.ui.View]) -> discord.ui.View:
        """Buttons are built when the post is sent: in the job's language, whoever sends it."""
        with speaking(self.job.locale):
            return make(self.job.id)

    def _prompt_file(self) -> tuple[Attachment, ...]:
        if not wording.needs_prompt_file(self.prompt):
            return ()
        return (Attachment("prompt.txt", self.prompt.encode(), say("job-alt-prompt")),)
