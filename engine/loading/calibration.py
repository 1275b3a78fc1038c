"""What a forward pass costs on this device, by its rows, measured once for each size of picture.

Before that, how many CPU threads it is quickest with.

Sharing pays as long as a larger pass gives more rows per second; on a small GPU, or a CPU with a
large model, that ends early, and then it is better to let the shortest request go first.
"""

import time
from collections.abc import Callable

import diffusers
import torch

from engine.api.options import EngineOptions
from engine.models.capacity import Capacities, Capacity, Shape, notebook_for
from engine.models.model import Model
from engine.runtime.busy import Watch
from engine.runtime.memory import free_cache
from engine.runtime.threads import choose_threads
from engine.sampling.denoiser import Row
from engine.sampling.guidance import RowText

SIZES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
NEARLY = 0.95  # of the best speed is good enough, with fewer rows in the way of each other
PATIENCE_S = 0.3  # a device slower than this for two rows gains nothing from more
TRIES = 3
FILLED = 0.87  # of the free memory may be used by a pass
GRID_ROWS = 8  # four images with guidance
QUICK_S = 0.05  # for one row


def calibrate(model: Model, options: EngineOptions, watch: Callable[[], Watch] = Watch) -> None:
    """Sets the model's capacities. It is also the warm-up: the first pass of a size is slow."""
    side = model.card.native_px // model.autoencoder.factor
    native = (model.denoiser.latent_channels, side, side)
    model.capacities = Capacities(
        lambda shape: measure(model, shape, options.max_batch),
        native,
        notebook_for(options.cache),
        title_of(model, options),
        watch,
    )


def settle_threads(model: Model, options: EngineOptions, watch: Callable[[], Watch] = Watch) -> int:
    """The number found on a quiet machine at an earlier start; else it is measured now."""
    notebook = notebook_for(options.cache)
    title = f"{title_of(model, options)}, threads"
    most = torch.get_num_threads()
    kept = (notebook.read(title) or {}).get("threads")
    if isinstance(kept, int) and 1 <= kept <= most:
        torch.set_num_threads(kept)
        return kept
    watched = watch()
    rows = rows_of_a_grid(model)
    threads = choose_threads(lambda: one_pass(model, rows))
    notebook.keep(title, {"threads": threads}, watched.others())
    return threads


def title_of(model: Model, options: EngineOptions) -> str:
    """All that the costs of a pass depend on, but its size."""
    device = model.home.device
    if device.type == "cuda":
        name = torch.cuda.get_device_name(device)
        name += f", {torch.cuda.get_device_properties(device).total_memory} bytes"
    else:
        name = f"{device.type}, {torch.get_num_threads()} threads"
    versions = f"torch {torch.__version__}, diffusers {diffusers.__version__}"
    model_name = f"{options.model}, {model.card.family}, {model.weight_bytes} bytes"
    how = f"{model.card.dtype}, memory {options.memory}, compile {options.compile}"
    return f"{name}, {versions}, {model_name}, {how}, {options.max_batch} rows"


def measure(
    model: Model, shape: Shape, max_rows: int, clock: Callable[[], float] = time.perf_counter
) -> Capacity:
    """The smallest pass that is nearly as fast for each row as the fastest one.

    shape: (C, h, w) of the latents. Ends early where a pass is slow, or where two sizes after each
    other gained nothing, or where memory ends.
    """
    row = _blank_row(model, shape)
    spare = _spare_bytes(model, shape, clock)
    row_s: dict[int, float] = {}
    most, is_full = 1, False
    for rows in (size for size in SIZES if size <= max(2, max_rows)):
        try:
            seconds, used = _cost(model, clock, lambda: _forward(model, row, shape, rows))  # noqa: B023
        except torch.OutOfMemoryError:
            free_cache()
            is_full = True
            break
        if spare is not None and used > spare and rows > 1:
            is_full = True
            break
        most = rows
        row_s[rows] = seconds / rows
        if (rows > 1 and seconds > PATIENCE_S) or _is_flat(list(row_s.values())):
            break
    if not row_s:  # not even one fits: who asks for it is told
        return Capacity(1, 1, 1.0)
    best = min(row_s.values())
    useful = min(rows for rows, own in row_s.items() if NEARLY * own <= best)
    return Capacity(useful, most if is_full else None, row_s[useful])


def _is_flat(row_s: list[float]) -> bool:
    """The last two sizes gained nothing over the best before them."""
    return len(row_s) > 3 and min(row_s[-2:]) > NEARLY * min(row_s[:-2])


def one_pass(model: Model, rows: int = 1) -> None:
    """At the native size; what comes out is thrown away."""
    side = model.card.native_px // model.autoencoder.factor
    shape = (model.denoiser.latent_channels, side, side)
    _forward(model, _blank_row(model, shape), shape, rows)


def rows_of_a_grid(model: Model, clock: Callable[[], float] = time.perf_counter) -> int:
    """Of a pass that is timed for choosing threads; 1 where a whole grid would take too long."""
    one_pass(model)
    began_s = clock()
    one_pass(model)
    return GRID_ROWS if clock() - began_s < QUICK_S else 1


def _blank_row(model: Model, shape: Shape) -> Row:
    text = model.encode_row(RowText("a warm-up"))
    extra = model.denoiser.extra_channels
    channels = _blank(model, (extra, *shape[1:])) if extra else None
    return Row(text, model.card.guidance, channels)


def _blank(model: Model, shape: Shape) -> torch.Tensor:
    return torch.zeros(shape, device=model.home.device, dtype=model.home.dtype)


def _forward(model: Model, row: Row, shape: Shape, rows: int) -> None:
    latents = _blank(model, (rows, *shape))
    timesteps = torch.full((rows,), 500.0, dtype=latents.dtype, device=latents.device)
    model.denoiser.predict(latents, timesteps, [row] * rows)


def _spare_bytes(model: Model, shape: Shape, clock: Callable[[], float]) -> int | None:
    """What a pass may use on a GPU, with room kept for the decoder; None elsewhere."""
    device = model.home.device
    if device.type != "cuda":
        return None
    free_cache()
    free, _ = torch.cuda.mem_get_info(device)
    latents = _blank(model, (1, *shape))
    _, used = _cost(model, clock, lambda: model.autoencoder.decode(latents))
    return int(FILLED * free) - used


def _cost(
    model: Model, clock: Callable[[], float], action: Callable[[], object]
) -> tuple[float, int]:
    """Seconds of the fastest try, and bytes that were used at once (0 off the GPU).

    The first try is slow and does not count.
    """
    device = model.home.device
    is_cuda = device.type == "cuda"
    before = torch.cuda.memory_allocated(device) if is_cuda else 0
    if is_cuda:
        torch.cuda.reset_peak_memory_stats(device)
    seconds: list[float] = []
    while len(seconds) <= TRIES:
        began_s = clock()
        action()
        if is_cuda:
            torch.cuda.synchronize(device)
        seconds.append(clock() - began_s)
        if len(seconds) == 2 and seconds[1] > PATIENCE_S:
            break
    peak = torch.cuda.max_memory_allocated(device) - before if is_cuda else 0
    return min(seconds[1:]), peak
