"""Pictures through the built-in model's encoder, in batches, for its judge and its training."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.runtime.stock import Stock

ENCODE_BATCH = 20
Pictures = NDArray[np.uint8]  # (n, H, W, 3) of one size


def as_tensor(pictures: Pictures) -> Tensor:
    """(n, H, W, 3) bytes to (n, 3, H, W) in -1..1."""
    tensor = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float()
    return (tensor / 127.5 - 1).contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def encode_in_batches(model: Stock, pictures: Pictures, device: str = "cpu") -> Tensor:
    """(n, H, W, 3) bytes of one size to latents as the encoder gives them, float16, on the CPU."""
    rows = []
    for start in range(0, len(pictures), ENCODE_BATCH):
        batch = as_tensor(pictures[start : start + ENCODE_BATCH]).to(device)
        with torch.autocast(device, torch.bfloat16):
            rows.append(model.encode(batch).latents.half().cpu())
    return torch.cat(rows)


def encode_scaled(model: Stock, pictures: Pictures) -> Tensor:
    """The same with variance 1, by the scaling factor of a finished autoencoder, float32."""
    factor: float = model.config.scaling_factor
    return encode_in_batches(model, pictures).float() * factor
