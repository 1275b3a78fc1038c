"""Running out of device memory: how it looks, and what can be given back."""

import torch


def is_out_of_memory(error: BaseException) -> bool:
    """True for every device; on the CPU it is a plain RuntimeError of the allocator."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and "not enough memory" in str(error)


def free_cache() -> None:
    """Give unused blocks back to the device, so that a smaller try finds them whole."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
