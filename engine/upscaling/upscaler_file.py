"""The file of an upscaler: checked, told apart by the names in it, and loaded. Safetensors only.

ESRGAN's family in the names of its own releases: RRDBNet (Real-ESRGAN, ESRGAN, BSRGAN, and the old
names of 2018) and SRVGGNetCompact.
"""

import math
import re
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file

from engine.api.errors import ModelLoadError
from engine.builtin import upscaler_file
from engine.files.header import read_header
from engine.runtime.stock import gist
from engine.upscaling.networks import CompactNetwork, Network, ResidualNetwork

State = dict[str, torch.Tensor]
INSIDE = ("params_ema.", "params.", "module.")  # what some releases write before each name
RENAMED = (
    (r"^RRDB_trunk\.(\d+)\.RDB(\d)\.", r"body.\1.rdb\2."),
    (r"^trunk_conv\.", "conv_body."),
    (r"^upconv(\d)\.", r"conv_up\1."),
    (r"^HRconv\.", "conv_hr."),
    (r"^model\.0\.", "conv_first."),
    (r"^model\.1\.sub\.(\d+)\.RDB(\d)\.conv(\d)\.0\.", r"body.\1.rdb\2.conv\3."),
    (r"^model\.1\.sub\.\d+\.(weight|bias)$", r"conv_body.\1"),
)


def load_upscaler(named: str | None, device: torch.device) -> Network:
    """The network of this file, None for the shipped one; half precision on a GPU.

    Raises ModelLoadError with one sentence.
    """
    file = upscaler_file() if named is None else Path(named).expanduser()
    read_header(file)
    state = _plain_names(load_file(file))
    try:
        with torch.device("meta"):  # the file brings the weights
            network = _built(state)
        network.load_state_dict(state, assign=True)
    except (KeyError, IndexError, ValueError, RuntimeError) as error:
        raise ModelLoadError(_unknown(file, gist(error))) from error
    if network.scale < 2:
        raise ModelLoadError(f"The upscaler {file} makes pictures no larger: name another one.")
    dtype = torch.float32 if device.type == "cpu" else torch.float16
    return network.to(device, dtype).eval().requires_grad_(False)


def _unknown(file: Path, reason: str) -> str:
    return (
        f"The upscaler {file} is not of the ESRGAN family ({reason}): name a safetensors file of "
        "Real-ESRGAN, ESRGAN or SRVGGNetCompact."
    )


def _plain_names(state: Mapping[str, torch.Tensor]) -> State:
    """In the names of Real-ESRGAN, in float32."""
    plain: State = {}
    for name, value in state.items():
        for inside in INSIDE:
            name = name.removeprefix(inside)
        for pattern, new in RENAMED:
            name = re.sub(pattern, new, name)
        plain[name] = value.float()
    return _with_last_layers(plain)


def _with_last_layers(state: State) -> State:
    """The old names count layers: upsampling ones at 3, 6, …, then two more."""
    numbered = sorted({int(name.split(".")[1]) for name in state if name.startswith("model.")})
    if len(numbered) < 2:
        return state
    *ups, high, last = numbered
    new = {high: "conv_hr", last: "conv_last"} | {n: f"conv_up{k}" for k, n in enumerate(ups, 1)}
    return {
        re.sub(r"^model\.(\d+)", lambda found: new[int(found[1])], name): value
        for name, value in state.items()
    }


def _built(state: State) -> Network:
    """Of the sizes that the names and shapes tell."""
    return _compact(state) if "body.0.weight" in state else _residual(state)


def _last(state: State) -> int:
    """The highest number of a layer in `body`; ValueError where there are not so many."""
    last = max(int(name.split(".")[1]) for name in state if name.startswith("body."))
    if last > len(state):
        raise ValueError(f"it names a layer {last} of {len(state)} tensors")
    return last


def _compact(state: State) -> CompactNetwork:
    last = _last(state)
    width = state["body.0.weight"].shape[0]
    scale = math.isqrt(state[f"body.{last}.bias"].shape[0] // 3)
    return CompactNetwork(width, (last - 2) // 2, scale)


def _residual(state: State) -> ResidualNetwork:
    width, channels = state["conv_first.weight"].shape[:2]
    growth = state["body.0.rdb1.conv1.weight"].shape[0]
    doublings = sum(bool(re.fullmatch(r"conv_up\d\.weight", name)) for name in state)
    return ResidualNetwork(width, growth, 1 + _last(state), doublings, math.isqrt(channels // 3))
