"""Stage 4: the text encoder learns to read before the denoiser needs it.

It predicts every attribute of the scene from its caption. Without this stage the denoiser follows
style and time of day but not the subject: it would have to teach reading through a noisy picture.
"""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from engine.builtin.captions import FILLERS, caption
from engine.builtin.scenes import VOCABULARY, Scene, sample_scene
from engine.studio.parts import TextEncoder
from engine.studio.progress import bar
from engine.studio.training.muon import LearningRates, Muon
from engine.studio.training.pace import Pace, print_step
from engine.studio.training.text_tokens import MAX_TOKENS
from engine.studio.training.trainable import Trainable

TEXT_WIDTH = 192


@dataclass(frozen=True, slots=True)
class TextPlan:
    """Sizes of the stage."""

    layers: int = 3
    heads: int = 6
    batch: int = 64
    budget_s: float = 60
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class Tokens:
    """A batch of prompts: ids and mask, (B, S); the mask is 0 where a row is padded."""

    ids: Tensor
    mask: Tensor

    def to(self, device: torch.device | str) -> "Tokens":
        """The same tokens on another device."""
        return Tokens(self.ids.to(device), self.mask.to(device))


def tokenize(tokenizer: CLIPTokenizer, texts: list[str], length: int | None = None) -> Tokens:
    """Padded to `length` tokens, or to the longest text where it is None."""
    batch = tokenizer(
        texts,
        padding="longest" if length is None else "max_length",
        max_length=MAX_TOKENS if length is None else length,
        truncation=True,
        return_tensors="pt",
    )
    return Tokens(batch.input_ids, batch.attention_mask)


def build_text_encoder(tokenizer: CLIPTokenizer, plan: TextPlan) -> TextEncoder:
    """An untrained text encoder for this tokenizer."""
    return CLIPTextModel(
        CLIPTextConfig(
            vocab_size=len(tokenizer),
            hidden_size=TEXT_WIDTH,
            intermediate_size=512,
            num_hidden_layers=plan.layers,
            num_attention_heads=plan.heads,
            max_position_embeddings=MAX_TOKENS,
            projection_dim=TEXT_WIDTH,
            hidden_act="quick_gelu",
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )


def is_text_matrix(name: str, parameter: nn.Parameter) -> bool:
    """Whether Muon steps a weight of the text encoder; embeddings are tables, not maps."""
    return parameter.ndim == 2 and "embedding" not in name


def prepare_text_encoder(
    tokenizer: CLIPTokenizer, plan: TextPlan, start: TextEncoder | None = None
) -> Trainable:
    """The stage at step 0, from nothing or from another encoder of the same vocabulary."""
    torch.manual_seed(0)
    heads = nn.ModuleDict(
        {
            f"{name}_{view}": nn.Linear(TEXT_WIDTH, len(values))
            for name, values in VOCABULARY.items()
            for view in ("mean", "end")
        }
    )
    encoder = build_text_encoder(tokenizer, plan)
    if start is not None:
        encoder.load_state_dict(start.float().state_dict())
    modules = nn.ModuleDict({"encoder": encoder, "heads": heads}).to(plan.device)
    matrices = [p for name, p in encoder.named_parameters() if is_text_matrix(name, p)]
    others = [p for name, p in encoder.named_parameters() if not is_text_matrix(name, p)]
    others += list(heads.parameters())
    optimizer = Muon(matrices, others, LearningRates(muon=2e-3, adam=3e-3))
    pace = Pace(plan.budget_s, warmup_steps=20, decay_from=0.3)
    return Trainable.start(modules, optimizer, pace, clip=100.0)


def attribute_loss(
    modules: nn.ModuleDict, tokens: Tokens, scenes: list[Scene]
) -> tuple[Tensor, float]:
    """Cross-entropy summed over all attributes and both views, and the share of right subjects."""
    with torch.autocast(tokens.ids.device.type, torch.bfloat16):
        states = modules["encoder"](tokens.ids, attention_mask=tokens.mask)[0].float()
    weights = tokens.mask[..., None].float()
    ends = tokens.mask.sum(1) - 1
    views = {
        "mean": (states * weights).sum(1) / weights.sum(1),
        "end": states[torch.arange(len(states)), ends],
    }
    heads: Any = modules["heads"]
    loss, is_right = torch.zeros((), device=states.device), 0.0
    for name, values in VOCABULARY.items():
        target = torch.tensor([values.index(getattr(s, name)) for s in scenes]).to(states.device)
        for view, features in views.items():
            logits = heads[f"{name}_{view}"](features)
            loss = loss + F.cross_entropy(logits, target)
            if name == "subject":
                is_right = float((logits.argmax(1) == target).float().mean())
    return loss, is_right


def reading_batch(step: int, size: int) -> tuple[list[Scene], list[str]]:
    """Scenes and captions of a step.

    Every fourth batch is a quarter as large and stretched with fillers, so that late positions are
    learned too.
    """
    rng = random.Random(f"text {step}")
    if step % 4 != 3:
        scenes = [sample_scene(rng) for _ in range(size)]
        return scenes, [caption(scene, rng) for scene in scenes]
    scenes = [sample_scene(rng) for _ in range(size // 4)]
    return scenes, [_stretched(caption(scene, rng), rng) for scene in scenes]


def _stretched(text: str, rng: random.Random) -> str:
    fillers = ", ".join(rng.choice(FILLERS) for _ in range(rng.randint(4, 36)))
    return f"{fillers}, {text}" if rng.random() < 0.6 else f"{text}, {fillers}"


def train_text_encoder(
    tokenizer: CLIPTokenizer, plan: TextPlan, folder: Path, start: TextEncoder | None = None
) -> None:
    """Train until the budget is used; leaves the text encoder in `folder`."""
    stage = prepare_text_encoder(tokenizer, plan, start)
    checkpoint = folder / "checkpoint.pt"
    stage.resume(checkpoint)
    with bar("text encoder") as shown:
        stage.pace.rest()
        while not stage.pace.is_finished:
            scenes, texts = reading_batch(stage.pace.step, plan.batch)
            tokens = tokenize(tokenizer, texts)
            loss, subjects_right = attribute_loss(stage.modules, tokens.to(plan.device), scenes)
            stage.update(loss)
            shown.show(stage.pace.share, f"step {stage.pace.step}")
            if stage.pace.step % 50 == 0:
                read = f"loss {float(loss.detach()):.2f}, subject read in {subjects_right:.0%}"
                print_step("text encoder", stage.pace, read)
                stage.save(checkpoint)
    with stage.averaged() as modules:
        encoder: TextEncoder = modules["encoder"]
        encoder.save_pretrained(folder / "model")
