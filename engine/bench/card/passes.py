"""What a forward pass of SD 1.5 costs by its rows, and what replaying it as a CUDA graph would."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import torch

from engine.bench.card.card_run import CardRun
from engine.bench.card.findings import CardFinding
from engine.bench.card.timing import time_of
from engine.loading.calibration import one_pass
from engine.sampling.guidance import RowText

GRAPH_ROWS = (2, 8, 16)


@dataclass(frozen=True, slots=True)
class LoadTime(CardFinding):
    """load_s: with the measuring of passes that every start does; memory: what the plan says."""

    model: str
    dtype: str
    write_s: float
    load_s: float
    memory: str


@dataclass(frozen=True, slots=True)
class PassTime(CardFinding):
    """enqueue_ms: until the CPU has launched it. As much as whole_ms: the GPU waits for the CPU."""

    rows: int
    enqueue_ms: float
    whole_ms: float
    a_row_ms: float


@dataclass(frozen=True, slots=True)
class GraphTime(CardFinding):
    """The same pass launched as usual, and replayed with fixed inputs: an upper bound."""

    rows: int
    eager_ms: float
    replayed_ms: float
    eager_over_replayed_ratio: float


@torch.inference_mode()
def passes(run: CardRun) -> Iterator[CardFinding]:
    began_s = time.perf_counter()
    run.folder("sd15")
    written_s = time.perf_counter()
    model = run.sd15.model
    loaded_s = time.perf_counter()
    name, dtype = model.card.name, model.card.dtype
    yield LoadTime(name, dtype, written_s - began_s, loaded_s - written_s, model.memory)
    for rows in run.row_counts:
        try:
            took = time_of(lambda: one_pass(model, rows), run.times)  # noqa: B023
        except torch.OutOfMemoryError:
            return  # a smaller card ends here
        yield PassTime(rows, took.enqueue_ms, took.whole_ms, took.whole_ms / rows)


@torch.inference_mode()
def graph(run: CardRun) -> Iterator[CardFinding]:
    """CUDA only."""
    for rows in GRAPH_ROWS:
        yield _graph_time(run, rows)


def _graph_time(run: CardRun, rows: int) -> GraphTime:
    model, network = run.sd15.model, run.sd15.components.network
    side = model.card.native_px // model.autoencoder.factor
    shape = (rows, model.denoiser.latent_channels, side, side)
    latents = torch.zeros(shape, device=run.device, dtype=network.dtype)
    timesteps = torch.full((rows,), 500.0, device=run.device)
    states = torch.stack([model.encode_row(RowText("a fox")).states] * rows)

    def call() -> None:
        network(latents, timesteps, encoder_hidden_states=states, return_dict=False)

    eager = time_of(call, run.times)
    side_stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]
    side_stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side_stream):  # what is captured must have run elsewhere before
        for _ in range(3):
            call()
    torch.cuda.current_stream().wait_stream(side_stream)
    captured = torch.cuda.CUDAGraph()
    with torch.cuda.graph(captured):
        call()
    replayed = time_of(captured.replay, run.times)
    ratio = eager.whole_ms / replayed.whole_ms
    return GraphTime(rows, eager.whole_ms, replayed.whole_ms, ratio)
