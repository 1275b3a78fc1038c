"""A CUDA context lost for good, in a process of its own: what three people are told, and when.

On the CPU the loss is acted: the same error is raised by the sixth pass, and by every load after.
Run as a program, this module is that process; it prints a line of JSON for each person.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from engine import Engine, EngineOptions, ImageRequest, PromptPart
from engine.api.events import Failed
from engine.bench.card.card_run import CardRun
from engine.bench.card.findings import CardFinding
from engine.loading.load import load_model
from engine.models.model import Model
from engine.sampling.denoiser import Row

ROOT = Path(__file__).parents[3]
PROGRAM = "engine.bench.card.lost_device"
PATIENCE_S = 60.0
LAST_PASS = 6
PEOPLE = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class ToldOfLoss(CardFinding):
    """last_event: of each person's request; is_acted: no device was lost."""

    person: str
    after_s: float
    last_event: str
    sentence: str
    is_acted: bool
    exit_code: int


def lost_device(run: CardRun) -> Iterator[CardFinding]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    ended = subprocess.run(
        [sys.executable, "-m", PROGRAM, run.device, str(run.cache)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=run.patience_s(PATIENCE_S),
        check=False,
    )
    told = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    for line in told:
        yield ToldOfLoss(**json.loads(line), is_acted=not run.is_cuda, exit_code=ended.returncode)
    if not told:
        raise RuntimeError(f"its process ended with {ended.returncode}: {ended.stderr[-800:]}")


class LosingLoader:
    """Loads models whose sixth pass loses the device."""

    def __init__(self) -> None:
        self._passes = 0
        self._is_lost = False

    def load(self, options: EngineOptions) -> Model:
        if self._is_lost and options.device == "cpu":
            raise torch.AcceleratorError("acted: the device is still lost")
        model = load_model(options)
        predict = model.denoiser.predict

        def losing(
            latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
        ) -> torch.Tensor:
            self._passes += 1
            if self._is_lost or self._passes == LAST_PASS:
                self._lose(latents.device)
            return predict(latents, timesteps, rows)

        model.denoiser.predict = losing  # type: ignore[method-assign]
        return model

    def _lose(self, device: torch.device) -> None:
        """On CUDA by an assertion inside a kernel, an index that is not there; else it is acted."""
        self._is_lost = True
        if device.type == "cuda":
            beyond = torch.tensor([9], device=device)
            torch.zeros(2, device=device)[beyond]
            torch.cuda.synchronize(device)
        else:
            raise torch.AcceleratorError("acted: the device is lost")


async def tell(device: str, cache: str) -> None:
    options = EngineOptions(model="builtin", device=device, cache=cache)
    async with Engine(options, load=LosingLoader().load) as engine:
        card = await engine.ready()
        began_s = time.monotonic()

        async def read(person: str) -> None:
            request = ImageRequest(
                request_id=person,
                parts=(PromptPart("a red fox"),),
                negative="",
                seeds=(7,),
                width_px=card.native_px,
                height_px=card.native_px,
                steps=8,
                guidance=3.0,
                sampler=card.sampler,
            )
            async for event in engine.submit(request):
                last = event
            line = {
                "person": person,
                "after_s": time.monotonic() - began_s,
                "last_event": type(last).__name__,
                "sentence": str(last.error) if isinstance(last, Failed) else "",
            }
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()  # a process without its device may end roughly

        await asyncio.gather(*map(read, PEOPLE))


if __name__ == "__main__":
    asyncio.run(tell(*sys.argv[1:]))
