"""Chaos: the images of one request driven apart, each by its own seed and by nothing else.

Per image, with chaos c from 0 to 1 and the draws u, v, z of its seed:
    guidance  g' = g + 1.5·c·u, u uniform in -1 to 1, never below halfway to 1
    text      y' = y + 0.25·c²·std(y)·z, z standard normal, for every part of the prompt
    words     floor(2·c + v) phrases, v uniform in 0 to 1, each of another group of the card's
              `compositions` of which the prompt says nothing yet
Noise on the condition is that of CADS (Sadat et al., ICLR 2024, arXiv:2310.17347, eq. 2). On the
built-in model noise and guidance alone change little, and more noise blurs: most comes from words
(docs/built-in-model.md has the figures). A request without chaos is left as it is.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import replace

import torch

from engine.api.request import ImageRequest, PromptPart
from engine.prompts.words import UNSPACED
from engine.sampling.denoiser import EncodedText

GUIDANCE_REACH = 1.5
TEXT_NOISE = 0.25
PHRASES = 2.0  # about so many at full chaos
SEEDS = 2**32
ODD = 2654435761  # times an odd number, modulo 2**32, every seed becomes another one


def own_request(
    request: ImageRequest, seed: int, compositions: Sequence[Sequence[str]]
) -> ImageRequest:
    """The request as the image of this seed is made; unguided ones stay unguided."""
    if not request.chaos:
        return request
    rng = random.Random(f"chaos {seed}")
    guidance = request.guidance
    share = rng.uniform(-1, 1)
    if guidance > 1:
        reached = guidance + GUIDANCE_REACH * request.chaos * share
        guidance = max(reached, (1 + guidance) / 2)
    count = int(PHRASES * request.chaos + rng.random())
    parts = list(request.parts)
    heaviest = max(range(len(parts)), key=lambda k: parts[k].weight)
    parts[heaviest] = _worded(parts[heaviest], compositions, count, rng)
    return replace(request, guidance=guidance, parts=tuple(parts))


def with_text_noise(text: EncodedText, chaos: float, seed: int, part: int) -> EncodedText:
    """The text of one part of the prompt as the image of this seed reads it."""
    if not chaos:
        return text
    generator, share = _generator(seed, part), TEXT_NOISE * chaos**2
    states = _noised(text.states, share, generator)
    pooled = text.pooled if text.pooled is None else _noised(text.pooled, share, generator)
    return replace(text, states=states, pooled=pooled)


def _worded(
    part: PromptPart, compositions: Sequence[Sequence[str]], count: int, rng: random.Random
) -> PromptPart:
    """With phrases of the text's own script behind it, so that emphasis keeps its places."""
    is_unspaced = UNSPACED.search(part.text) is not None
    written = part.text.lower()
    groups = []
    for group in compositions:
        if not any(_is_said(phrase, written) for phrase in group):
            groups.append([p for p in group if bool(UNSPACED.search(p)) == is_unspaced])
    groups = [group for group in groups if group]
    chosen = rng.sample(groups, min(count, len(groups)))
    comma = "，" if is_unspaced else ", "
    phrases = [rng.choice(group) for group in chosen]
    return part.with_texts(lambda text: comma.join(filter(None, (text, *phrases))))


def _is_said(phrase: str, text: str) -> bool:
    phrase = phrase.lower()
    if UNSPACED.search(phrase):
        return phrase in text
    return re.search(rf"\b{re.escape(phrase)}\b", text) is not None


def _noised(tensor: torch.Tensor, share: float, generator: torch.Generator) -> torch.Tensor:
    """Any shape. The noise is drawn in float32 on the CPU, the same for every device."""
    noise = torch.randn(tensor.shape, generator=generator, dtype=torch.float32)
    wide = tensor.float()
    return (wide + share * wide.std() * noise.to(wide.device)).to(tensor.dtype)


def _generator(seed: int, part: int) -> torch.Generator:
    """Another one than the image's noise is drawn with; its seed has 32 bits, as torch uses."""
    return torch.Generator("cpu").manual_seed((seed * ODD + 40503 * (part + 1)) % SEEDS)
