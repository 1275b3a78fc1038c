"""What a device, or main memory, has used and free, and what can be given back."""

import re
import resource
from dataclasses import dataclass
from pathlib import Path

import torch

PROCESS = Path("/proc/self/statm")  # the second number: pages in main memory
SYSTEM = Path("/proc/meminfo")


def free_cache() -> None:
    """Give unused blocks back to the device, so that a smaller try finds them whole."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


@dataclass(frozen=True, slots=True)
class DeviceMemory:
    """None where the device, or the system, does not say."""

    used_bytes: int | None  # by this process
    free_bytes: int | None


def memory_of(device: torch.device) -> DeviceMemory:
    """What is used and free now; on the CPU that is main memory."""
    if device.type == "cuda":
        return DeviceMemory(torch.cuda.memory_reserved(device), torch.cuda.mem_get_info(device)[0])
    if device.type == "mps":
        used = torch.mps.driver_allocated_memory()
        return DeviceMemory(used, torch.mps.recommended_max_memory() - used)
    if not PROCESS.exists():  # not Linux
        return DeviceMemory(None, None)
    pages = int(PROCESS.read_text().split()[1])
    found = re.search(r"MemAvailable:\s+(\d+) kB", SYSTEM.read_text())
    return DeviceMemory(pages * resource.getpagesize(), int(found[1]) * 1024 if found else None)
