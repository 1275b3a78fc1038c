"""The fence of the engine thread: what goes wrong inside ends one request, or one try, not all.

It also tells by its looks which error is a lack of memory, and which the loss of the device.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import torch

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """What a call raised; it keeps the frames of the call alive, and so their tensors."""

    error: Exception


def attempt(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | Failure:
    """What the call returns, or a Failure with what it raised."""
    try:
        return call(*args, **kwargs)
    except Exception as error:  # noqa: BLE001  # whatever it is, it crosses as a value
        return Failure(error)


def is_out_of_memory(error: BaseException) -> bool:
    """True for every device; on the CPU it is a plain RuntimeError of the allocator."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and "not enough memory" in str(error)


def is_device_lost(error: BaseException) -> bool:
    """After such an error of CUDA nothing works in this thread any more, for nobody."""
    return isinstance(error, torch.AcceleratorError) and not is_out_of_memory(error)
