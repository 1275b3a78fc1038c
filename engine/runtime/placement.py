"""Where the components of a model compute, and in which number format. It knows no files."""

from dataclasses import dataclass

import torch
from diffusers.hooks.group_offloading import apply_group_offloading

from engine.runtime.stock import Stock


@dataclass(frozen=True, slots=True)
class ComponentPlacement:
    """Where one component of the model computes, and in which number format.

    passes: its weights wait in main memory and pass through the device leaf by leaf;
    storage: the number format they are kept in, where it is a smaller one.
    """

    device: torch.device
    dtype: torch.dtype
    passes: bool = False
    storage: torch.dtype | None = None

    def place(self, network: Stock) -> Stock:
        """The loaded network, in evaluation mode, where it belongs."""
        if self.storage is not None:
            network.enable_layerwise_casting(storage_dtype=self.storage, compute_dtype=self.dtype)
        if not self.passes:
            return network.to(self.device).eval()
        apply_group_offloading(
            network,
            onload_device=self.device,
            offload_device=torch.device("cpu"),
            offload_type="leaf_level",  # one block of a UNet can be half of it
            use_stream=self.device.type == "cuda",
        )
        return network.eval()


@dataclass(frozen=True, slots=True)
class ModelPlacement:
    for_denoiser: ComponentPlacement
    for_text: ComponentPlacement
    for_autoencoder: ComponentPlacement
