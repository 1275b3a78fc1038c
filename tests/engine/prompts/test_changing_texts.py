"""Texts that change on the way: each step reads what it was asked to, whoever shares the batch."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import diffusers
import pytest
import torch
from PIL import Image

from engine import (
    Emphasis,
    EngineOptions,
    Finished,
    ImageRequest,
    Picture,
    PromptPart,
    PromptText,
    SourceImage,
    check_request,
)
from engine.api.errors import RequestError
from engine.api.request import MAX_TEXTS
from engine.bench.parity import compare_pictures
from engine.loading.load import load_model
from engine.models.model import Model
from engine.sampling.denoiser import Row
from tests.engine import tiny_flow_models, tiny_models
from tests.engine.closed_form import CARD, SAMPLERS, ExactDenoiser, closed_form_model, colour_of
from tests.engine.drive import Drive, latents_alone, load, request
from tests.engine.models.test_parity import (
    TOLERANCE,
    difference,
    stock_pipeline,
    with_sampler,
)
from tests.fixtures.same_picture import assert_same_pictures


class Noting(ExactDenoiser):
    """Keeps what every row of every pass was made with."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[list[torch.Tensor]] = []

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        self.read.append([row.text.states for row in rows])
        return super().predict(latents, timesteps, rows)


def part(text: str, *others: str, at_step: Sequence[int] = (), **more: Any) -> PromptPart:
    texts = tuple(PromptText(other) for other in others)
    return PromptPart(text, others=texts, at_step=tuple(at_step), **more)


def read_by(one: ImageRequest, known: Sequence[str]) -> list[list[str]]:
    """The texts of the rows of each pass."""
    denoiser = Noting()
    Drive(closed_form_model(denoiser)).latents([one])
    names = {tuple(colour_of(text).tolist()): text for text in known}
    return [[names[tuple(row.tolist())] for row in rows] for rows in denoiser.read]


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_each_step_reads_its_own_text(sampler: str) -> None:
    """A step of two passes reads one text in both."""
    changing = part("fox", "boat", at_step=(0, 0, 1, 0, 1, 1))
    one = request(sampler=sampler, steps=6, guidance=1.0, parts=(changing,))
    wanted = ["fox", "fox", "boat", "fox", "boat", "boat"]
    if sampler == "heun":
        wanted = [text for text in wanted for _ in range(2)][:-1]
    assert read_by(one, ["fox", "boat"]) == [[text] for text in wanted]


def test_negative_prompt_and_parts_change_each_in_their_own_time() -> None:
    one = request(
        sampler="ddim",
        steps=4,
        parts=(part("fox", "boat", at_step=(0, 0, 1, 1)), PromptPart("sea", 0.5)),
        negative="fog",
        negative_others=("rain",),
        negative_at_step=(0, 1, 1, 0),
        guidance_interval=(0.0, 0.7),
    )
    assert read_by(one, ["fox", "boat", "sea", "fog", "rain"]) == [
        ["fog", "fox", "sea"],
        ["rain", "fox", "sea"],
        ["rain", "boat", "sea"],
        ["boat", "sea"],
    ]


def test_steps_are_counted_from_the_first_that_is_made() -> None:
    """From a picture at strength 0.5 the first half is not made: as A1111, which begins at one."""
    file = io.BytesIO()
    Image.new("RGB", (32, 32), "teal").save(file, "PNG")
    one = request(
        sampler="ddim",
        steps=12,
        guidance=1.0,
        parts=(part("fox", "boat", at_step=[0] * 4 + [1] * 8),),
        source=SourceImage(file.getvalue(), 0.5),
    )
    assert [rows[0] for rows in read_by(one, ["fox", "boat"])] == ["fox"] * 4 + ["boat"] * 2


def test_what_stops_early_changes_when_the_whole_would() -> None:
    changing = part("fox", "boat", at_step=[0] * 5 + [1] * 5)
    one = request(sampler="ddim", steps=10, guidance=1.0, parts=(changing,), stop=0.7)
    assert [rows[0] for rows in read_by(one, ["fox", "boat"])] == ["fox"] * 5 + ["boat"] * 2


def test_every_text_is_encoded_once() -> None:
    denoiser = ExactDenoiser()
    changing = part("fox", "boat", at_step=(0, 1) * 10)
    many = [request(str(k), steps=20, parts=(changing,), seeds=(1, 2, 3, 4)) for k in range(3)]
    Drive(closed_form_model(denoiser)).latents(many)
    assert sorted(denoiser.texts_encoded) == ["", "boat", "fox"]


def test_the_last_text_decides_where_the_model_knows_its_answer() -> None:
    """With a denoiser that knows the picture, what the last steps read is what comes out."""
    one = request(
        sampler="euler", steps=8, guidance=1.0, parts=(part("a", "b", at_step=[0] * 4 + [1] * 4),)
    )
    wanted = colour_of("b")[None, :, None, None].expand(1, 3, 32, 32)
    assert (latents_alone(closed_form_model(), one) - wanted).abs().max() < 1e-5


def test_a_neighbour_reads_nothing_of_it() -> None:
    """Plain, changing and later-begun pictures in one batch are what they are alone."""
    model = closed_form_model
    parts = (part("fox", "boat", at_step=(0, 1) * 4),)
    several = [
        request("plain", "tree", sampler="euler", steps=8),
        request("changing", sampler="euler_a", steps=8, parts=parts, seeds=(3, 4)),
        request("other", sampler="heun", steps=8, parts=(part("x", "y", at_step=[0] + [1] * 7),)),
    ]
    together = Drive(model()).latents(several)
    for one in several:
        assert torch.equal(together[one.request_id], latents_alone(model(), one))


LONG = "a boat on the sea " * 9  # two pieces of a text encoder, where it reads in pieces


def changing_requests(sampler: str) -> list[ImageRequest]:
    lengths = part("fox", LONG, "", at_step=(0, 1, 2, 1, 0, 1))
    emphasised = PromptPart(
        "a red fox", others=(PromptText("a boat", (Emphasis(2, 6, 1.5),)),), at_step=(0, 0, 1, 1)
    )
    return [
        request("lengths", sampler=sampler, steps=6, parts=(lengths,), seeds=(1, 2)),
        request("negative", sampler=sampler, steps=4, negative_others=(LONG,),
                negative_at_step=(0, 1, 1, 0)),
        request("emphasis", sampler=sampler, steps=4, parts=(emphasised,)),
        request("plain", LONG, sampler=sampler, steps=5),
    ]  # fmt: skip


FOLDERS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "stable diffusion": (tiny_models.save_stable_diffusion, "euler"),
    "sdxl": (tiny_models.save_sdxl, "euler"),
    "pixart": (tiny_models.save_pixart, "euler"),
    "sd3": (tiny_flow_models.save_sd3, "flow_euler"),
    "flux2": (tiny_flow_models.save_flux2, "flow_euler"),
    "z_image": (tiny_flow_models.save_z_image, "flow_euler"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FOLDERS)
def test_texts_of_other_lengths_change_nothing_for_others(name: str, tmp_path: Path) -> None:
    """In every family: alone as together, though each step has other lengths beside it."""
    save, sampler = FOLDERS[name]
    model = load(save(tmp_path))
    several = changing_requests(sampler)
    together = Drive(model, max_batch=64).latents(several)
    for one in several:
        alone = latents_alone(model, one)
        assert difference(alone, together[one.request_id]) < TOLERANCE, one.request_id
    lengths = several[0]
    still = replace(lengths, parts=(PromptPart("fox"),))
    assert difference(together["lengths"], latents_alone(model, still)) > 100 * TOLERANCE


@pytest.mark.slow
def test_the_built_in_model_keeps_its_promise() -> None:
    """In its own precision and sampler: alone, again and in company the same picture."""
    model = load_model(EngineOptions(device="cpu", threads=1))
    card = model.card
    usual = {"sampler": card.sampler, "steps": card.steps, "guidance": card.guidance,
             "width_px": card.native_px, "height_px": card.native_px}  # fmt: skip
    changing = part("a red house", "a lighthouse", at_step=(0, 0, 1, 0, 1, 1, 1, 1))
    several = [
        request("changing", parts=(changing,), seeds=(1, 2), **usual),
        request("plain", "a red house", seeds=(1,), **usual),
        request("other", parts=(replace(changing, at_step=(1, 0) * 4),), seeds=(5,), **usual),
    ]
    together = pictures(model, several)
    for one in several:
        alone = pictures(model, [one])
        assert alone == pictures(model, [one])
        assert_same_pictures(zip(alone, together[: len(alone)], strict=True))
        together = together[len(alone) :]
    first = pictures(model, several[:1])[0]
    other = compare_pictures([(first, pictures(model, several[1:2])[0])]).psnr_db
    assert other is not None and other < 25  # and it is not the picture without the change


def pictures(model: Model, requests: list[ImageRequest]) -> list[Picture]:
    """Of all of them, in their order."""
    drive = Drive(model, max_batch=64)
    drive.latents(requests)
    finished = {event.request_id: event for event in drive.events if isinstance(event, Finished)}
    return [image.picture for one in requests for image in finished[one.request_id].images]


@pytest.mark.slow
def test_it_equals_the_stock_pipeline_whose_text_is_changed(stable_diffusion_folder: Path) -> None:
    """Its callback hands it another text between two steps."""
    one = request(steps=6, parts=(part("fox", "two boats", at_step=(0, 0, 1, 1, 0, 0)),))
    got = latents_alone(load(stable_diffusion_folder), one)
    pipeline = with_sampler(stock_pipeline(stable_diffusion_folder), one.sampler)
    texts = [pipeline.encode_prompt(text, "cpu", 1, True, "") for text in ("fox", "two boats")]
    pairs = [torch.cat([negative, positive]) for positive, negative in texts]

    def change(_: object, step: int, __: object, ___: object) -> dict[str, torch.Tensor]:
        """Behind a step: what the next one reads."""
        return {"prompt_embeds": pairs[one.parts[0].at_step[min(step + 1, 5)]]}

    wanted = pipeline(
        prompt="fox", negative_prompt="", num_inference_steps=6, guidance_scale=one.guidance,
        generator=torch.Generator("cpu").manual_seed(one.seeds[0]), output_type="latent",
        width=32, height=32, callback_on_step_end=change,
        callback_on_step_end_tensor_inputs=["latents"],
    ).images  # fmt: skip
    assert isinstance(pipeline, diffusers.StableDiffusionPipeline)
    assert difference(wanted, got) < TOLERANCE


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"parts": (part("a", "b", at_step=(0, 1, 0)),)}, "Each of the 4 steps must read one"),
        ({"parts": (part("a", "b", at_step=(0, 1, 2, 0)),)}, "must read one of the texts"),
        ({"negative_at_step": (0, 1, 0, 0)}, "must read one of the texts"),
        (
            {"parts": (part("a", *map(str, range(MAX_TEXTS)), at_step=(0, 1, 2, 3)),)},
            f"at most {MAX_TEXTS} texts",
        ),
    ],
)
def test_a_plan_of_texts_is_checked(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RequestError, match=sentence):
        check_request(request(sampler="ddim", **changes), CARD)


def test_a_model_that_reads_one_text_says_so() -> None:
    changing = request(sampler="ddim", parts=(part("a", "b", at_step=(0, 0, 1, 1)),))
    check_request(changing, CARD)
    with pytest.raises(RequestError, match="closed form reads one text from the first step"):
        check_request(changing, replace(CARD, can_schedule=False))
    check_request(request(sampler="ddim"), replace(CARD, can_schedule=False))
