"""Memory modes: which one is chosen is arithmetic, and each of them draws the same picture."""

from pathlib import Path

import diffusers
import pytest
import torch
import transformers

from engine import EngineOptions, ModelLoadError
from engine.loading.load import load_model
from engine.runtime.memory import memory_of
from engine.runtime.memory_plan import RUNGS, Sizes, plan_memory, sizes_on_disk
from tests.engine.drive import latents_alone, request

pytestmark = pytest.mark.slow

GB = 10**9
CARD_OVERHEAD = 600_000_000  # of a card's memory: the CUDA context and a desktop, before Easel


def free_on(gib: int) -> int:
    return gib * 1024**3 - CARD_OVERHEAD


def text_model(width: int, layers: int, heads: int, inner: int) -> transformers.CLIPTextModel:
    config = transformers.CLIPTextConfig(
        vocab_size=49408,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        projection_dim=width,
    )
    if width == 768:
        return transformers.CLIPTextModel(config)
    return transformers.CLIPTextModelWithProjection(config)


def count(*networks: torch.nn.Module) -> int:
    return sum(p.numel() for network in networks for p in network.parameters())


def autoencoder() -> torch.nn.Module:
    return diffusers.AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(128, 256, 512, 512),
        layers_per_block=2,
        latent_channels=4,
    )


@pytest.fixture(scope="module")
def sd15() -> Sizes:
    """From the published configurations of stable-diffusion-v1-5; no weights are made."""
    with torch.device("meta"):
        unet = diffusers.UNet2DConditionModel(sample_size=64, cross_attention_dim=768)
        text = text_model(768, 12, 12, 3072)
        return Sizes(count(unet), count(text), count(autoencoder()), native_px=512)


@pytest.fixture(scope="module")
def sdxl() -> Sizes:
    """From those of stable-diffusion-xl-base-1.0."""
    with torch.device("meta"):
        unet = diffusers.UNet2DConditionModel(
            sample_size=128,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
            block_out_channels=(320, 640, 1280),
            transformer_layers_per_block=(1, 2, 10),
            attention_head_dim=(5, 10, 20),
            cross_attention_dim=2048,
            use_linear_projection=True,
            addition_embed_type="text_time",
            addition_time_embed_dim=256,
            projection_class_embeddings_input_dim=2816,
        )
        text = count(text_model(768, 12, 12, 3072), text_model(1280, 32, 20, 5120))
        return Sizes(count(unet), text, count(autoencoder()), native_px=1024)


def test_the_sizes_are_those_that_are_published(sd15: Sizes, sdxl: Sizes) -> None:
    assert sd15.denoiser == 859_520_964
    assert sdxl.denoiser == 2_567_463_684
    assert sd15.text == 123_060_480
    assert sdxl.text == 123_060_480 + 694_659_840
    assert sd15.autoencoder == sdxl.autoencoder == 83_653_863


@pytest.mark.parametrize(
    ("model", "gib", "mode"),
    [
        ("sd15", 24, "full"),
        ("sd15", 6, "full"),
        ("sd15", 4, "full"),
        ("sd15", 3, "balanced"),
        ("sd15", 2, "low"),
        ("sdxl", 24, "full"),
        ("sdxl", 12, "full"),
        ("sdxl", 8, "balanced"),
        ("sdxl", 6, "low"),
        ("sdxl", 4, "low"),
    ],
)
def test_the_table_of_cards(
    model: str, gib: int, mode: str, request: pytest.FixtureRequest
) -> None:
    """SD1.5 fits 6 GB and SDXL 8 GB, with room for their activations; less goes by lower modes."""
    sizes: Sizes = request.getfixturevalue(model)
    plan = plan_memory(free_on(gib), sizes, EngineOptions())
    assert plan.mode == mode, plan.why
    assert sizes.needs(plan) <= free_on(gib)
    assert plan.why.startswith(f"{mode}: ") and "GiB are free" in plan.why


def test_older_cards_decode_in_float32_and_still_fit(sdxl: Sizes) -> None:
    wide = Sizes(sdxl.denoiser, sdxl.text, sdxl.autoencoder, 1024, autoencoder_value_bytes=4)
    plan = plan_memory(free_on(8), wide, EngineOptions())
    assert (plan.mode, plan.is_tiled) == ("balanced", True)
    assert "in tiles" in plan.why


def test_each_rung_needs_less_than_the_one_before(sd15: Sizes, sdxl: Sizes) -> None:
    for sizes in (sd15, sdxl):
        needs = [sizes.needs(rung) for rung in RUNGS]
        assert needs == sorted(needs, reverse=True)


def test_a_mode_that_is_asked_for_is_kept_and_told_when_it_may_not_fit(sdxl: Sizes) -> None:
    plan = plan_memory(free_on(6), sdxl, EngineOptions(memory="full"))
    assert plan.mode == "full" and "may run out" in plan.why
    assert plan_memory(free_on(24), sdxl, EngineOptions(memory="low")).is_cast
    assert plan_memory(1 * GB, sdxl, EngineOptions()).denoiser_passes
    assert plan_memory(free_on(24), sdxl, EngineOptions(memory="cpu")).mode == "cpu"
    assert plan_memory(None, sdxl, EngineOptions()).mode == "cpu"


def test_a_word_that_is_no_mode_is_refused_with_the_nearest(sdxl: Sizes) -> None:
    with pytest.raises(ModelLoadError, match="text_offload is called balanced now"):
        plan_memory(None, sdxl, EngineOptions(memory="text_offload"))
    with pytest.raises(ModelLoadError, match="use auto, full, balanced, low or cpu"):
        plan_memory(None, sdxl, EngineOptions(memory="much"))


def test_sizes_are_read_from_the_files(sdxl_folder: Path) -> None:
    sizes = sizes_on_disk(sdxl_folder, 2, 4)
    pipeline = diffusers.StableDiffusionXLPipeline.from_pretrained(sdxl_folder)
    assert sizes.denoiser == count(pipeline.unet)
    assert sizes.text == count(pipeline.text_encoder, pipeline.text_encoder_2)
    assert sizes.autoencoder == count(pipeline.vae)
    assert (sizes.value_bytes, sizes.autoencoder_value_bytes) == (2, 4)


@pytest.mark.parametrize("source", ["pixart_folder", "stable_diffusion_folder", "sdxl_folder"])
@pytest.mark.parametrize("mode", ["auto", "full", "balanced", "low", "cpu"])
def test_every_mode_draws(source: str, mode: str, request_of: pytest.FixtureRequest) -> None:
    """8 bits change the picture a little; where weights wait changes nothing."""
    folder: Path = request_of.getfixturevalue(source)
    values = {"model": str(folder), "device": "cpu", "dtype": "float32", "threads": 1}
    one = request(steps=3)
    wanted = latents_alone(load_model(EngineOptions(**values)), one)  # type: ignore[arg-type]
    model = load_model(EngineOptions(**values, memory=mode))  # type: ignore[arg-type]
    got = latents_alone(model, one)
    difference = (got - wanted).abs().max() / wanted.abs().max()
    assert difference < (0.2 if mode == "low" else 1e-5)
    assert (difference > 0) == (mode == "low")
    assert model.memory.startswith("cpu" if mode == "auto" else mode)


@pytest.fixture
def request_of(request: pytest.FixtureRequest) -> pytest.FixtureRequest:
    return request


def test_weights_that_pass_through_change_nothing(
    sdxl_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The smallest rung, which on this device is never the first that fits."""
    from engine.runtime import memory_plan

    options = EngineOptions(model=str(sdxl_folder), device="cpu", dtype="float32", threads=1)
    one = request(steps=3)
    wanted = latents_alone(load_model(options), one)
    monkeypatch.setattr(memory_plan, "plan_for", lambda path, choice, options: RUNGS[-1])
    got = latents_alone(load_model(options), one)
    assert torch.equal(got, wanted)


def test_main_memory_is_measured() -> None:
    memory = memory_of(torch.device("cpu"))
    assert memory.used_bytes is None or memory.used_bytes > 10_000_000
    assert memory.free_bytes is None or memory.free_bytes > 10_000_000
