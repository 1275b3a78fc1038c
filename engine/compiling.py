"""`engine.compile`: the denoiser through torch.compile, block by block where that is possible."""

from engine.errors import ModelLoadError
from engine.stock import Stock, first_line


def compile_network(network: Stock, backend: str = "inductor") -> None:
    """Marks the network for compiling at its first use; sizes of a batch stay dynamic."""
    if getattr(network, "_repeated_blocks", None):
        network.compile_repeated_blocks(dynamic=True, backend=backend)
    else:
        network.compile(dynamic=True, backend=backend)


def refused(error: RuntimeError) -> ModelLoadError:
    """What to tell when the first, compiling, forward pass failed."""
    return ModelLoadError(
        f"engine.compile is on, but this machine cannot compile the model ({first_line(error)}) "
        "Set it to false."
    )
