"""What start-up measures: the size of pass that is worth sharing; and what is kept of it."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine import EngineOptions
from engine.loading.calibration import calibrate, measure, settle_threads, title_of
from engine.models.capacity import Capacities, Capacity, Notebook
from engine.runtime.busy import Watch
from engine.sampling.denoiser import Row
from tests.engine.closed_form import ExactDenoiser, closed_form_model
from tests.engine.drive import load

NATIVE = (3, 64, 64)


class Timed(ExactDenoiser):
    """Turns its clock: `pass_s` says what a pass of so many rows takes."""

    def __init__(self, pass_s: dict[int, float]) -> None:
        super().__init__()
        self._pass_s = pass_s
        self.now_s = 0.0

    def predict(
        self, latents: torch.Tensor, timesteps: torch.Tensor, rows: Sequence[Row]
    ) -> torch.Tensor:
        self.rows.append(len(rows))
        if len(rows) not in self._pass_s:
            raise torch.OutOfMemoryError("CUDA out of memory")
        self.now_s += self._pass_s[len(rows)]
        return latents


def found(denoiser: Timed, room: int = 16) -> Capacity:
    return measure(closed_form_model(denoiser), NATIVE, room, clock=lambda: denoiser.now_s)


def test_the_smallest_pass_that_is_nearly_the_fastest() -> None:
    pass_s = {1: 0.010, 2: 0.011, 3: 0.013, 4: 0.014, 6: 0.018, 8: 0.0215, 12: 0.032, 16: 0.042}
    capacity = found(Timed(pass_s))
    assert (capacity.useful_rows, capacity.max_rows) == (8, None)  # 12 and 16 gain 2 of 100
    assert capacity.row_s == pytest.approx(0.0215 / 8)


def test_where_a_line_costs_the_same_sharing_gains_nothing() -> None:
    denoiser = Timed({rows: 0.01 * rows for rows in range(1, 17)})
    assert found(denoiser).useful_rows == 1
    assert max(denoiser.rows) == 4  # two sizes after each other gained nothing: the rest is spared


def test_a_slow_device_is_not_tried_for_long() -> None:
    denoiser = Timed({rows: 2.0 * rows for rows in range(1, 17)})
    assert found(denoiser).useful_rows == 1
    assert denoiser.rows == [1, 1, 2, 2]


def test_what_does_not_fit_is_the_limit() -> None:
    capacity = found(Timed({1: 0.010, 2: 0.011, 3: 0.012, 4: 0.013}))
    assert (capacity.useful_rows, capacity.max_rows) == (4, 4)


def test_no_more_than_the_operator_allows() -> None:
    assert found(Timed(dict.fromkeys(range(1, 17), 0.01)), room=3).useful_rows == 3


def busy(share: float | None) -> Callable[[], Watch]:
    """Others take this share of all cores."""

    class Told(Watch):
        def others(self) -> float | None:
            return share

    return Told


def capacities(
    file: Path,
    measured: list[tuple[int, ...]],
    row_s: float = 0.001,
    others: float | None = 0.0,
) -> Capacities:
    def pretend(shape: tuple[int, ...]) -> Capacity:
        measured.append(shape)
        return Capacity(8, 16, row_s)

    return Capacities(pretend, NATIVE, Notebook(file), "a device, a model", busy(others))


def test_larger_pictures_share_less_until_they_are_measured(tmp_path: Path) -> None:
    measured: list[tuple[int, ...]] = []
    all_sizes = capacities(tmp_path / "c.json", measured)
    assert all_sizes.of((3, 128, 128)) == Capacity(2, 4, 0.004)
    assert all_sizes.of((3, 256, 256)).useful_rows == 1
    assert measured == [NATIVE]  # nobody waits for a measurement
    assert all_sizes.learn_one()
    assert all_sizes.of((3, 128, 128)) == Capacity(8, 16, 0.001)
    assert all_sizes.learn_one()
    assert not all_sizes.learn_one()
    assert measured == [NATIVE, (3, 128, 128), (3, 256, 256)]


def test_sizes_that_are_surely_slow_are_not_measured(tmp_path: Path) -> None:
    all_sizes = capacities(tmp_path / "c.json", [], row_s=0.1)
    assert all_sizes.of((3, 128, 128)).row_s == pytest.approx(0.4)
    assert not all_sizes.learn_one()


def test_a_measurement_is_kept_for_the_next_start(tmp_path: Path) -> None:
    measured: list[tuple[int, ...]] = []
    for _ in range(2):
        all_sizes = capacities(tmp_path / "new" / "c.json", measured)
        all_sizes.of((3, 32, 32))
        all_sizes.learn_one()
        assert all_sizes.of(NATIVE) == Capacity(8, 16, 0.001)
    assert measured == [NATIVE, (3, 32, 32)]
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["c.json"]


def test_what_was_measured_beside_busy_programs_is_used_and_measured_anew(tmp_path: Path) -> None:
    """One noisy start must not decide about all later ones; the first quiet one is kept."""
    measured: list[tuple[int, ...]] = []
    for others in (0.6, 0.11, 0.02, 0.9):
        all_sizes = capacities(tmp_path / "c.json", measured, others=others)
        assert all_sizes.of(NATIVE) == Capacity(8, 16, 0.001)
    assert measured == [NATIVE] * 3
    [entry] = json.loads((tmp_path / "c.json").read_text()).values()
    assert entry["others"] == 0.02


def test_where_nobody_tells_how_busy_it_was_the_measurement_is_kept(tmp_path: Path) -> None:
    measured: list[tuple[int, ...]] = []
    for _ in range(2):
        capacities(tmp_path / "c.json", measured, others=None)
    assert measured == [NATIVE]


def test_a_file_of_an_older_version_is_measured_again(tmp_path: Path) -> None:
    """It does not say how busy the machine was."""
    file = tmp_path / "c.json"
    old = {"useful_lines": 1, "max_lines": None, "line_s": 9.0}
    file.write_text(json.dumps({"a device, a model, 3x64x64": old}))
    assert capacities(file, []).of(NATIVE) == Capacity(8, 16, 0.001)


@pytest.fixture
def two_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


def threads_of_starts(tmp_path: Path, starts: Sequence[tuple[float, int]]) -> list[int]:
    """For (share of others, threads that are quickest) of each start, what is chosen."""
    chosen = []
    for others, best in starts:
        torch.set_num_threads(2)

        def choose(forward: object, best: int = best) -> int:
            torch.set_num_threads(best)
            return best

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("engine.loading.calibration.choose_threads", choose)
            options = EngineOptions(cache=str(tmp_path))
            chosen.append(settle_threads(closed_form_model(), options, busy(others)))
        assert torch.get_num_threads() == chosen[-1]
    return chosen


@pytest.mark.usefixtures("two_threads")
def test_the_threads_of_a_quiet_start_are_those_of_all_later_ones(tmp_path: Path) -> None:
    starts = [(0.5, 1), (0.0, 2), (0.0, 1), (0.7, 1)]
    assert threads_of_starts(tmp_path, starts) == [1, 2, 2, 2]


@pytest.mark.usefixtures("two_threads")
def test_threads_that_this_machine_has_not_are_measured_again(tmp_path: Path) -> None:
    assert threads_of_starts(tmp_path, [(0.0, 2)]) == [2]
    file = tmp_path / "calibration.json"
    for wrong in ("64", "0", '"two"', "null"):
        file.write_text(file.read_text().replace('"threads": 2', f'"threads": {wrong}'))
        assert threads_of_starts(tmp_path, [(0.0, 2)]) == [2]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a device, a model, 3x64x64": {"x": 1}}'])
def test_a_corrupt_file_is_measured_again(tmp_path: Path, content: str) -> None:
    file = tmp_path / "c.json"
    file.write_text(content)
    measured: list[tuple[int, ...]] = []
    capacities(file, measured)
    capacities(file, measured)
    assert measured == [NATIVE]


def test_other_circumstances_are_measured_anew() -> None:
    model = closed_form_model()
    options = EngineOptions()
    titles = {
        title_of(model, options),
        title_of(model, replace(options, model="other")),
        title_of(model, replace(options, memory="full")),
        title_of(model, replace(options, compile=True)),
        title_of(replace(model, weight_bytes=5), options),
        title_of(replace(model, card=replace(model.card, dtype="bfloat16")), options),
    }
    assert len(titles) == 6


def test_a_model_is_measured_at_its_native_size(tmp_path: Path) -> None:
    model = closed_form_model()
    calibrate(model, EngineOptions(cache=str(tmp_path)), busy(0.0))
    assert "3x64x64" in (tmp_path / "calibration.json").read_text()
    assert model.capacity_of(NATIVE).useful_rows >= 1


def test_a_loaded_model_was_measured(pixart_folder: Path) -> None:
    model = load(pixart_folder)
    assert model.capacities is not None
    assert model.weight_bytes > 0
