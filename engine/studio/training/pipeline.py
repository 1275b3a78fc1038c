"""The parts as one ordinary diffusers pipeline, and the folder that ships."""

import copy
import tempfile
from pathlib import Path

from diffusers import (
    PixArtAlphaPipeline,
    PixArtTransformer2DModel,
    UniPCMultistepScheduler,
)
from transformers import CLIPTokenizer

from engine.builtin.scenes import NATIVE_PX
from engine.studio.checkpoints import load_json, save_json
from engine.studio.parts import NoiseSchedule, Pipeline, TextEncoder, TinyAutoencoder, Transformer
from engine.studio.training.autoencoder import FACTOR, LATENT_CHANNELS
from engine.studio.training.text_encoder import TEXT_WIDTH

TRAIN_STEPS = 1000
STEPS = 8
GUIDANCE = 2.5
DEFAULTS_FILE = "easel.json"


def build_transformer(
    width: int = 256, layers: int = 8, heads: int = 4, side_px: int = NATIVE_PX
) -> Transformer:
    """An untrained denoiser over patches of 2 x 2 latent cells: 64 of them at 256 px."""
    return PixArtTransformer2DModel(  # type: ignore[no-untyped-call]
        num_attention_heads=heads,
        attention_head_dim=width // heads,
        in_channels=LATENT_CHANNELS,
        out_channels=LATENT_CHANNELS,
        num_layers=layers,
        cross_attention_dim=width,
        sample_size=side_px // FACTOR,
        patch_size=2,
        caption_channels=TEXT_WIDTH,
        norm_type="ada_norm_single",
        use_additional_conditions=False,
    )


def build_schedule() -> NoiseSchedule:
    """The noise schedule the denoiser is trained on, with the sampler that suits it.

    UniPC (Zhao 2023) corrects each step by the estimate that the next one makes anyway: 8 steps
    follow prompts as well as 12 of DPM-Solver++ (docs/built-in-model.md).
    """
    return UniPCMultistepScheduler(  # type: ignore[no-untyped-call]
        num_train_timesteps=TRAIN_STEPS,
        beta_schedule="squaredcos_cap_v2",
        prediction_type="v_prediction",
        timestep_spacing="trailing",
        steps_offset=1,
    )


def assemble(
    transformer: Transformer,
    text_encoder: TextEncoder,
    tokenizer: CLIPTokenizer,
    autoencoder: TinyAutoencoder,
) -> Pipeline:
    """The stock pipeline; it accepts a CLIP text encoder where it expects T5."""
    return PixArtAlphaPipeline(  # type: ignore[no-untyped-call]
        tokenizer=tokenizer,
        text_encoder=text_encoder,
        vae=autoencoder,
        transformer=transformer,
        scheduler=build_schedule(),
    )


def export(pipeline: Pipeline, folder: Path) -> None:
    """Write the pipeline into `folder`, each file in one step, the large parts in half precision.

    The text encoder stays in float32: transformers keeps the stored precision where diffusers
    widens it, and a plain `from_pretrained(folder)` would mix the two.
    The defaults that Easel serves it with (`easel.json`) are written where there are none; they and
    what else is there (the model card) stay as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    slim = assemble(
        copy.deepcopy(pipeline.transformer).half(),
        pipeline.text_encoder,
        pipeline.tokenizer,
        copy.deepcopy(pipeline.vae).half(),
    )
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        slim.save_pretrained(temporary)
        _tidy(Path(temporary) / "vae" / "config.json")
        if not (folder / DEFAULTS_FILE).exists():
            save_json(
                Path(temporary) / DEFAULTS_FILE,
                defaults(pipeline.transformer.config.sample_size * FACTOR),
            )
        _move(Path(temporary), folder)


def defaults(native_px: int) -> dict[str, str | float]:
    """What `easel.json` says of a model made here, whose square pictures have these sides."""
    return {
        "name": "Easel built-in",
        "steps": STEPS,
        "guidance": GUIDANCE,
        "sampler": "unipc",
        "native_px": native_px,
        "min_steps": 4,
        "max_steps": 50,
    }


def export_autoencoder(autoencoder: TinyAutoencoder, folder: Path) -> None:
    """Put another autoencoder into a weights folder, in half precision; all else stays."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        copy.deepcopy(autoencoder).half().save_pretrained(Path(temporary) / "vae")
        _tidy(Path(temporary) / "vae" / "config.json")
        _move(Path(temporary), folder)


def _move(temporary: Path, folder: Path) -> None:
    """Every file to its place, each in one step."""
    for path in sorted(temporary.rglob("*")):
        target = folder / path.relative_to(temporary)
        if path.is_dir():
            target.mkdir(exist_ok=True)
        else:
            path.replace(target)


def _tidy(config: Path) -> None:
    """Take out the folder that a model was loaded from, and what only the class itself may set.

    The one says nothing to anybody else; about the other, `from_pretrained` would warn each time.
    """
    values = load_json(config)
    values.pop("_name_or_path", None)
    values.pop("block_out_channels", None)
    save_json(config, values)
