"""`easel bench --card`: its stages answer on a CPU with tiny networks, none stops another."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from torch._C._autograd import DeviceType

from engine.bench.card import StageResult, markdown, measure_card
from engine.bench.card.card_run import CardRun
from engine.bench.card.compiled import CompiledStep, CompilingBeside
from engine.bench.card.findings import TITLES, CardFinding, CardReport
from engine.bench.card.lost_device import PEOPLE, ToldOfLoss
from engine.bench.card.machine import CardMachine
from engine.bench.card.memory import ActMemory, ModeMemory
from engine.bench.card.parity import SAMPLERS, FamilyParity, SeedParity, latents_db
from engine.bench.card.passes import LoadTime, PassTime
from engine.bench.card.stages import CardStage, run_stages
from engine.bench.card.steps import StepPart, StepTime, parts_of
from engine.bench.card.versus_stock import RaceRatio

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ROOT = Path(__file__).parents[3]
FOUND: dict[str, set[type[CardFinding]]] = {
    "machine": {CardMachine},
    "families": {FamilyParity},
    "same_seed": {SeedParity},
    "passes": {LoadTime, PassTime},
    "steps": {StepTime},
    "step_parts": {StepPart},
    "graph": set(),  # CUDA only
    "race": {RaceRatio},
    "compiled": {CompilingBeside, CompiledStep},
    "sdxl": {LoadTime, ActMemory},
    "memory_modes": {ModeMemory},
    "lost_device": {ToldOfLoss},
}


# -- the whole of it -------------------------------------------------------------------------------


@dataclass(frozen=True)
class WholeRun:
    report: CardReport
    told: list[StageResult]
    written: dict[str, object]

    def of(self, name: str) -> StageResult:
        (result,) = (one for one in self.report.results if one.name == name)
        return result


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> WholeRun:
    out, told = tmp_path_factory.mktemp("card"), []
    an_hour_s = 3600.0  # no stage is left out because the machine is busy
    report = measure_card("cpu", True, out, an_hour_s, told.append)
    return WholeRun(report, told, json.loads((out / "results.json").read_text()))


@pytest.mark.parametrize("name", FOUND)
def test_a_stage_finds_what_it_is_for(whole: WholeRun, name: str) -> None:
    result = whole.of(name)
    assert result.failure is None, result.traceback
    assert {type(one) for one in result.findings} == FOUND[name]
    assert (result.skipped is None) == bool(result.findings)


def test_the_file_holds_every_stage_as_it_was_told(whole: WholeRun) -> None:
    assert [one.name for one in whole.told] == list(FOUND) == list(TITLES)
    assert whole.told == list(whole.report.results)
    assert whole.written == whole.report.as_json() and list(whole.written) == list(FOUND)


def test_what_only_a_card_can_say_is_skipped_with_its_reason(whole: WholeRun) -> None:
    assert whole.of("graph").skipped == "it needs a CUDA device."
    assert "Skipped: it needs a CUDA device." in markdown(whole.of("graph"))


def test_six_families_draw_what_they_draw_in_float32(whole: WholeRun) -> None:
    found = [one for one in whole.of("families").findings if isinstance(one, FamilyParity)]
    assert {one.family for one in found} == {"unet", "sdxl", "pixart", "sd3", "flux2", "z_image"}
    for one in found:
        assert isinstance(one.psnr_db, float) and one.psnr_db > 30, one


def test_a_seed_in_company_is_told_in_decibels(whole: WholeRun) -> None:
    found = [one for one in whole.of("same_seed").findings if isinstance(one, SeedParity)]
    assert {(one.sampler, one.dtype) for one in found} == {
        (sampler, dtype) for sampler in SAMPLERS for dtype in ("bfloat16", "float32")
    }
    for one in found:
        assert one.again_db == "equal"
        assert one.in_2_db == "equal" or (isinstance(one.in_2_db, float) and one.in_2_db >= 35)


def test_the_loops_own_work_is_told_apart_from_the_pass(whole: WholeRun) -> None:
    for one in whole.of("steps").findings:
        assert isinstance(one, StepTime) and 0 < one.own_ms < one.step_ms, one
        assert one.waits is None  # only CUDA can say
    rows = [one.rows for one in whole.of("passes").findings if isinstance(one, PassTime)]
    assert rows == [1, 2, 4]


def test_the_race_and_the_compiled_network_are_beside_what_they_beat(whole: WholeRun) -> None:
    for one in whole.of("race").findings:
        assert isinstance(one, RaceRatio)
        assert one.ratio == pytest.approx(one.easel_images_per_s / one.stock_images_per_s)
    beside, *steps = whole.of("compiled").findings
    assert isinstance(beside, CompilingBeside) and beside.state == "ready for 1 of 1 sizes"
    assert all(isinstance(one, CompiledStep) and one.compiled_ms for one in steps)


def test_each_person_is_told_of_a_lost_device(whole: WholeRun) -> None:
    found = [one for one in whole.of("lost_device").findings if isinstance(one, ToldOfLoss)]
    assert {one.person for one in found} == set(PEOPLE)
    for one in found:
        assert (one.last_event, one.is_acted, one.exit_code) == ("Failed", True, 0)
        assert "device" in one.sentence


def test_every_table_has_as_many_cells_as_its_head(whole: WholeRun) -> None:
    for result in whole.report.results:
        blocks = [block for block in markdown(result).split("\n\n") if block.startswith("|")]
        assert len(blocks) == len(FOUND[result.name])
        for block in blocks:
            assert len({line.count("|") for line in block.splitlines()}) == 1, block


# -- the fence and the clock -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number(CardFinding):
    whole_ms: float | None


def good(run: CardRun) -> Iterator[CardFinding]:
    yield Number(1.0)


def broken(run: CardRun) -> Iterator[CardFinding]:
    yield Number(None)
    raise torch.AcceleratorError("CUDA error: device-side assert triggered\nand more lines")


def stage(name: str, find: object = good, need_s: float = 10.0) -> CardStage:
    return CardStage(name, need_s, find)  # type: ignore[arg-type]


def test_a_stage_that_raises_is_a_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    written = []

    def tell(result: StageResult) -> None:
        written.append(list(json.loads((tmp_path / "results.json").read_text())))

    stages = [stage("machine"), stage("race", broken), stage("sdxl")]
    report = run_stages(CardRun("cpu", True, tmp_path), tmp_path, 100, tell, stages)
    one, two, three = report.results
    assert one.findings == three.findings == (Number(1.0),)
    assert two.findings == (Number(None),)  # what it had found before
    assert two.failure == "AcceleratorError: CUDA error: device-side assert triggered."
    assert two.traceback is not None and "in broken" in two.traceback
    assert report.failed == ("race",)
    assert written == [["machine"], ["machine", "race"], ["machine", "race", "sdxl"]]
    shown = markdown(two)
    assert "| whole ms |\n|---|\n| – |" in shown and "Failed after 0 s: AcceleratorError" in shown


@pytest.mark.parametrize(("is_tiny", "need_s"), [(False, 6), (True, 60)])
def test_a_stage_that_may_need_more_than_is_left_is_skipped(
    tmp_path: Path, is_tiny: bool, need_s: float
) -> None:
    """Of 100 s the first stage takes 95; tiny networks need a tenth."""
    now_s = 0.0

    def slow(run: CardRun) -> Iterator[CardFinding]:
        nonlocal now_s
        now_s += 95.0
        yield Number(1.0)

    stages = [stage("machine", slow), stage("race", need_s=need_s), stage("sdxl", need_s=4)]
    run = CardRun("cpu", is_tiny, tmp_path)
    report = run_stages(run, tmp_path, 100, lambda _: None, stages, lambda: now_s)
    assert [one.skipped for one in report.results] == [
        None,
        "it may need 6 s, and 5 s are left.",
        None,
    ]
    assert report.failed == ()


def test_latents_are_compared_by_their_peak() -> None:
    right = torch.tensor([3.0, -10.0])
    assert latents_db(right + 1, right) == pytest.approx(20.0)
    assert latents_db(right, right) == float("inf")


def test_a_kernel_counts_once_in_the_profile_of_a_card() -> None:
    """The operation that launched it carries its time as well."""

    def event(key: str, device: DeviceType, device_us: float) -> SimpleNamespace:
        return SimpleNamespace(
            key=key,
            device_type=device,
            is_user_annotation=key == "a range",
            self_device_time_total=device_us,
            self_cpu_time_total=1.0,
            count=10,
        )

    events = [
        event("aten::conv2d", DeviceType.CPU, 20_000.0),
        event("cudaLaunchKernel", DeviceType.CPU, 0.0),
        event("a range", DeviceType.CUDA, 20_000.0),
        event("a kernel", DeviceType.CUDA, 20_000.0),
    ]
    whole, busy, launches, kernel = parts_of(events, 8.0, is_cuda=True)
    assert (whole.own_ms, busy.own_ms, busy.share) == (8.0, 4.0, 0.5)
    assert (launches.what, launches.calls) == ("cudaLaunchKernel", 2.0)
    assert (kernel.what, kernel.own_ms, kernel.share) == ("a kernel", 4.0, 0.5)


# -- by itself -------------------------------------------------------------------------------------


def test_it_runs_without_what_the_bot_needs(tmp_path: Path) -> None:
    """A bare machine has torch, diffusers and transformers; the face imports none of them."""
    foreign = ("typer", "rich", "pydantic", "discord", "aiohttp", "aiosqlite", "bot", "storage")
    line = (
        "import runpy, sys; sys.modules.update(dict.fromkeys("
        f"{foreign!r})); import engine.bench.card; assert 'torch' not in sys.modules; "
        f"sys.argv = ['card', '--tiny', '--limit-s', '1', '--json', '--out', {str(tmp_path)!r}]; "
        "runpy.run_module('engine.bench.card', run_name='__main__')"
    )
    ended = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, cwd=ROOT)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told == json.loads((tmp_path / "results.json").read_text())
    assert list(told) == list(FOUND) and told["machine"]["findings"]
    assert "it may need" in told["race"]["skipped"]
