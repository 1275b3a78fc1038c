"""Cancel, failure, out of memory, previews, counting: step by step, on a model without weights."""

import logging
from collections.abc import Sequence
from dataclasses import replace

import pytest
import torch

from engine import (
    Cancelled,
    Failed,
    Finished,
    GenerationFailed,
    ImageRequest,
    OutOfMemory,
    Progress,
    RequestError,
    SourceImage,
    Started,
)
from engine.sampling.denoiser import EncodedText, Row
from engine.sampling.guidance import RowText
from tests.engine.closed_form import (
    ExactDenoiser,
    FlatAutoencoder,
    closed_form_model,
    colour_of,
)
from tests.engine.drive import Drive, request


class Fragile(ExactDenoiser):
    """Raises for some texts, and runs out of memory above a number of rows."""

    def __init__(self, max_rows: int = 10**6) -> None:
        super().__init__()
        self.max_rows = max_rows

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        if any(row.text == "unreadable" for row in texts):
            raise KeyError("no such token")
        return super().encode_texts(texts)

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        if len(rows) > self.max_rows:
            raise torch.OutOfMemoryError("CUDA out of memory")
        poison = colour_of("poison")
        if any(torch.equal(row.text.states, poison) for row in rows):
            raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")
        return super().predict(latents, timesteps, rows)


def drive(denoiser: ExactDenoiser | None = None, **options: float) -> Drive:
    return Drive(closed_form_model(denoiser), **options)  # type: ignore[arg-type]


def plain(request_id: str = "one", text: str = "fox", **changes: object) -> ImageRequest:
    return request(request_id, text, sampler="ddim", guidance=1.0, **changes)


def kinds(events: Sequence[object]) -> list[type]:
    return [type(event) for event in events]


def test_the_events_of_one_request_come_in_order() -> None:
    d = drive()
    d.latents([plain(steps=3, seeds=(1, 2))])
    assert kinds(d.events) == [Started, Progress, Progress, Progress, Finished]
    assert d.steps_told("one") == [1, 2, 3]
    last = d.events[-1]
    assert isinstance(last, Finished)
    assert [image.seed for image in last.images] == [1, 2]
    assert last.seconds == 3.0  # the clock stands still within a step, and decoding is the fourth


def test_cancel_takes_effect_before_the_next_step() -> None:
    """Row 33."""
    d = drive()
    d.add(plain(steps=10), plain("other", steps=10))
    d.step(2)
    d.worker.cancel("one")
    forwards = d.worker.statistics.forwards
    d.step()
    assert isinstance(d.of("one")[-1], Cancelled)
    assert d.steps_told("one") == [1, 2]
    assert d.worker.statistics.running_images == 1
    assert d.worker.statistics.forwards == forwards + 1
    d.finish()
    assert isinstance(d.of("other")[-1], Finished)
    assert kinds(d.of("one")).count(Finished) == 0


@pytest.mark.parametrize("steps_before", [0, 4])
def test_cancel_of_what_waits_or_only_needs_decoding(steps_before: int) -> None:
    d = drive()
    d.add(plain(steps=4))
    d.step(steps_before)
    d.worker.cancel("one")
    assert d.worker.is_idle
    assert isinstance(d.events[-1], Cancelled)
    assert d.worker.statistics.requests_cancelled == 1


def test_cancel_of_the_unknown_and_the_finished_is_ignored() -> None:
    d = drive()
    d.latents([plain()])
    d.worker.cancel("one")
    d.worker.cancel("nobody")
    assert kinds(d.events)[-1] is Finished
    assert d.worker.statistics.requests_cancelled == 0


def test_one_request_fails_and_the_others_finish(caplog: pytest.LogCaptureFixture) -> None:
    d = drive(Fragile())
    d.add(plain("good"), plain("bad", "poison"), plain("fine", steps=6))
    with caplog.at_level(logging.ERROR, "engine.loop.worker"):
        d.finish()
    assert [kinds(d.of(i))[-1] for i in ("good", "bad", "fine")] == [Finished, Failed, Finished]
    failed = d.of("bad")[-1]
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, GenerationFailed)
    assert "mat1" not in str(failed.error)  # the person reads a sentence, the operator the log
    assert "request bad failed" in caplog.text
    assert "mat1 and mat2" in caplog.text


def test_a_text_that_cannot_be_encoded_fails_alone(caplog: pytest.LogCaptureFixture) -> None:
    d = drive(Fragile())
    d.add(plain("bad", "unreadable"), plain("good"))
    d.finish()
    assert isinstance(d.of("bad")[-1], Failed)
    assert isinstance(d.of("good")[-1], Finished)
    assert "request bad failed" in caplog.text


@pytest.mark.parametrize(
    "wrong",
    [
        plain("bad", steps=99),
        plain("bad", width_px=33),
        plain("bad", source=SourceImage(b"GIF89a not a picture", 0.5)),
    ],
)
def test_a_request_beyond_the_model_is_told_in_a_sentence(wrong: ImageRequest) -> None:
    d = drive()
    d.add(wrong)
    d.finish()
    assert kinds(d.events) == [Failed]
    assert isinstance(d.events[0].error, RequestError)  # type: ignore[union-attr]


def test_out_of_memory_makes_the_batch_smaller(caplog: pytest.LogCaptureFixture) -> None:
    denoiser = Fragile(max_rows=3)
    d = drive(denoiser)
    d.add(plain("a", seeds=(1, 2, 3, 4)), plain("b", seeds=(5, 6, 7, 8)))
    d.finish()
    assert [kinds(d.of(i))[-1] for i in "ab"] == [Finished, Finished]
    assert max(denoiser.rows) == 2  # 8, then 4, then 2
    assert "going on with 2" in caplog.text


class Drifting(ExactDenoiser):
    """Its answer depends on the noise, and so does the picture."""

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        return 0.3 * latents


class Misshapen(Drifting):
    """Spoils every pass of more than two rows, noticed only when the noise is already drawn."""

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        output = super().predict(latents, timesteps, rows)
        return output if len(rows) <= 2 else output[..., :-1]


class Reader(ExactDenoiser):
    """Notes how many texts it read at once."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[int] = []

    def encode_texts(self, texts: Sequence[RowText]) -> list[EncodedText]:
        self.reads.append(len(texts))
        return super().encode_texts(texts)


def test_texts_of_all_who_came_are_read_together_and_once() -> None:
    denoiser = Reader()
    d = drive(denoiser)
    d.add(*(request(i, f"a fox in {i}", sampler="ddim", negative="fog") for i in "abcde"))
    d.step()
    assert denoiser.reads == [6]  # five prompts, and the one negative they share
    d.add(request("f", "a fox in a", sampler="ddim", negative="fog"))
    d.finish()
    assert denoiser.reads == [6]


def test_pictures_finished_together_are_decoded_together_and_are_the_same() -> None:
    wanted = [plain(i, i, steps=3, seeds=(ord(i), 1)) for i in "abc"]
    d = drive(max_batch=64)
    d.add(*wanted, plain("long", steps=9), plain("small", steps=3, width_px=16))
    d.finish()
    assert d.autoencoder.batches == [1, 6, 1]  # by shape, and each before the next step
    assert [kinds(d.events)[-3:], d.steps_told("long")[-1]] == [[Progress, Progress, Finished], 9]
    for one in wanted:
        alone = drive()
        alone.latents([one])
        assert d.of(one.request_id)[-1].images == alone.events[-1].images  # type: ignore[union-attr]


class FullDecoder:
    """Has memory for so many pictures, and cannot decode pictures of one colour."""

    factor = 1

    def __init__(self, most: int = 10**6, poison: torch.Tensor | None = None) -> None:
        self.batches: list[int] = []
        self._most, self._poison = most, poison
        self._inner = FlatAutoencoder()
        self.encode = self._inner.encode

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        self.batches.append(len(latents))
        if len(latents) > self._most:
            raise torch.OutOfMemoryError("CUDA out of memory")
        if self._poison is not None:
            for own in latents:
                if torch.allclose(own[:, 0, 0], self._poison, atol=1e-6):
                    raise FloatingPointError("not finite")
        return self._inner.decode(latents)


def test_out_of_memory_makes_the_decoded_batch_smaller() -> None:
    decoder = FullDecoder(most=2)
    d = Drive(replace(closed_form_model(), autoencoder=decoder))
    d.add(plain("a", seeds=(1, 2, 3, 4)), plain("b", seeds=(5, 6)))
    d.finish()
    assert decoder.batches == [6, 3, 1, 1, 1, 1, 1, 1]
    assert [kinds(d.of(i))[-1] for i in "ab"] == [Finished, Finished]


def test_a_picture_that_cannot_be_decoded_fails_alone() -> None:
    d = Drive(replace(closed_form_model(), autoencoder=FullDecoder(poison=colour_of("bad"))))
    d.add(plain("good"), plain("bad", "bad"), plain("fine"))
    d.finish()
    assert [kinds(d.of(i))[-1] for i in ("good", "bad", "fine")] == [Finished, Failed, Finished]


def test_after_out_of_memory_other_sizes_keep_their_room() -> None:
    denoiser = Fragile(max_rows=3)
    d = drive(denoiser)
    d.add(plain("large", seeds=(1, 2, 3, 4)))
    d.finish()
    denoiser.max_rows = 16
    d.add(plain("other", seeds=(1, 2, 3, 4), width_px=16))
    d.finish()
    assert denoiser.rows[-1] == 4  # the other shape is another key


def test_noise_drawn_for_a_failed_step_is_used_when_it_is_tried_again() -> None:
    two = [request(i, i, sampler="euler_a", steps=5, seeds=(3,)) for i in "ab"]
    got = drive(Misshapen()).latents(two)
    for one in two:
        wanted = drive(Drifting()).latents([one])[one.request_id]
        assert wanted.std() > 0.1
        assert torch.allclose(got[one.request_id], wanted, atol=1e-12)


def test_what_does_not_fit_alone_is_refused_readably() -> None:
    d = drive(Fragile(max_rows=1))
    d.add(request("large", sampler="ddim", guidance=4.0), plain("small"))
    d.finish()
    failed = d.of("large")[-1]
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, OutOfMemory)
    assert "smaller size" in str(failed.error)
    assert isinstance(d.of("small")[-1], Finished)


def test_previews_come_early_and_then_by_the_clock() -> None:
    d = drive(preview_every_s=3.0)
    d.latents([plain(steps=20, seeds=(1, 2))])
    shown = [e.step for e in d.events if isinstance(e, Progress) and e.previews]
    assert shown == [5, 8, 11, 14, 17, 20]
    first = next(e.previews for e in d.events if isinstance(e, Progress) and e.previews)
    assert len(first) == 2


def test_images_of_one_request_go_on_evenly_in_a_small_batch() -> None:
    d = drive(max_batch=2)
    d.add(plain(steps=3, seeds=(1, 2, 3, 4)))
    d.step(2)
    assert d.steps_told("one") == [1]
    d.finish()
    assert d.steps_told("one") == [1, 2, 3]


class TakesTime(ExactDenoiser):
    """Turns the clock by a second for each row."""

    drive: Drive

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        self.drive.now_s += len(rows)
        return super().predict(latents, timesteps, rows)


def test_a_short_request_overtakes_a_long_one() -> None:
    denoiser = TakesTime()
    d = denoiser.drive = drive(denoiser, max_batch=1)
    d.add(plain("long", steps=40))
    d.step()
    assert d.worker.statistics.seconds_per_image_step == 1.0
    assert d.worker.statistics.seconds_left == 39.0
    d.add(plain("short", steps=3))
    d.finish()
    order = [event.request_id for event in d.events if isinstance(event, Finished)]
    assert order == ["short", "long"]


def test_statistics_count_what_happened() -> None:
    d = drive()
    d.add(plain("a", steps=4, seeds=(1, 2)), plain("b", steps=8))
    d.step(2)
    now = d.worker.statistics
    assert (now.running_requests, now.waiting_requests, now.running_images) == (2, 0, 3)
    assert now.steps_left == 2 * 2 + 6
    d.finish()
    end = d.worker.statistics
    assert (end.requests_done, end.images_done, end.running_requests) == (2, 3, 0)
    assert (end.forwards, end.image_steps, end.steps_left) == (8, 16, 0)
    assert d.worker.is_idle
