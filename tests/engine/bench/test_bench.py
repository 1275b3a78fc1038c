"""The benchmark gives both sides the same jobs, and its figures are those of the seconds."""

import asyncio
import json
import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from engine import CannedEngine, EngineOptions, GenerationFailed, Picture
from engine.api.request import ImageRequest, check_request
from engine.bench import Load, compare, figures
from engine.bench.figures import Comparison, Idle, Measured, measured, percentile, ratios
from engine.bench.load import Kitchen, Order, Service
from engine.bench.parity import compare_pictures
from engine.bench.sides import EngineSide, Made, Outcome, serve
from engine.canned import CANNED_CARD

pytestmark = pytest.mark.slow

PROMISED = {"images_per_s", "mean_s", "short_mean_s", "p95_s", "single_job"}


def kitchen(**changes: object) -> Kitchen:
    return Kitchen(CANNED_CARD, Load(**changes))  # type: ignore[arg-type]


# -- who orders what, and when ---------------------------------------------------------------------


def test_the_same_seed_gives_the_same_orders() -> None:
    assert kitchen(users=6).burst(3) == kitchen(users=6).burst(3)
    assert kitchen().poisson(3, 20, 1.5) == kitchen().poisson(3, 20, 1.5)
    assert kitchen(users=6).burst(3) != kitchen(users=6).burst(4)


def test_of_fifteen_jobs_every_combination_comes_in_its_share() -> None:
    orders = kitchen(users=15).burst(0)
    kinds = [(len(order.request.seeds), order.request.steps) for order in orders]
    assert {order.at_s for order in orders} == {0.0}
    assert {order.person for order in orders} == set(range(15))
    assert sorted(kinds) == sorted([(4, 4), (4, 20), (4, 30)] * 3 + [(1, 4), (1, 20), (1, 30)] * 2)


def test_no_words_and_no_seed_come_twice_in_any_round() -> None:
    """A text that was read before costs ours nothing: the lock has no such memory."""
    cook = kitchen(users=8)
    requests = [order.request for seed in (0, 0, 1) for order in cook.burst(seed)]
    requests += [cook.request(4, 20)]
    assert len({request.parts for request in requests}) == len(requests)
    seeds = [seed for request in requests for seed in request.seeds]
    assert len(set(seeds)) == len(seeds)
    for request in requests:
        check_request(request, CANNED_CARD)


def test_poisson_orders_come_at_the_rate_of_the_share() -> None:
    orders = kitchen(share=0.5).poisson(1, 2000, capacity=4.0)
    gaps = [b.at_s - a.at_s for a, b in pairwise(orders)]
    assert sum(gaps) / len(gaps) == pytest.approx(1 / 2.0, rel=0.1)
    # of an exponential distribution, as no even spacing would have it
    assert sum(gap > 0.5 for gap in gaps) / len(gaps) == pytest.approx(math.exp(-1), abs=0.05)
    assert {order.person for order in orders} == set(range(4))


def test_steps_stay_within_what_the_model_takes() -> None:
    card = replace(CANNED_CARD, min_steps=8, max_steps=25)
    assert Kitchen(card, Load()).steps == (8, 20, 25)
    assert Kitchen(card, Load(steps=(1, 2, 4))).steps == (8,)


def test_guided_jobs_have_two_lines_an_image() -> None:
    guided, plain = kitchen(), kitchen(guidance=1.0)
    assert guided.rows(Order(0, 0, guided.request(4, 20))) == 160
    assert plain.rows(Order(0, 0, plain.request(4, 20))) == 80


def test_the_locks_seconds_are_told_from_four_kinds_of_job() -> None:
    def truly(images: int, steps: int) -> float:
        return 0.5 + 0.25 * images + 0.1 * steps + 0.05 * images * steps

    kinds = [(1, 4), (1, 20), (4, 4), (4, 20)]
    service = Service({kind: truly(*kind) for kind in kinds})
    assert service.seconds(4, 30) == pytest.approx(truly(4, 30))
    assert service.seconds(1, 8) == pytest.approx(truly(1, 8))
    orders = [Order(0, 0, kitchen().request(images, 20)) for images in (1, 4)]
    assert service.of(orders) == pytest.approx((truly(1, 20) + truly(4, 20)) / 2)
    assert Service({(4, 20): 3.0}).seconds(4, 20) == 3.0


# -- arithmetic ------------------------------------------------------------------------------------


def outcome(images: int, steps: int, total_s: float, waited_s: float | None = 0.5) -> Outcome:
    order = Order(0.0, 0, kitchen().request(images, steps))
    return Outcome(order, waited_s, total_s, total_s, ())


def test_figures_of_two_rounds() -> None:
    rounds = [[outcome(4, 30, 8.0), outcome(1, 30, 2.0)], [outcome(4, 4, 1.0, 0.1)]]
    found = measured(rounds, Idle([3.0, 1.0, 2.0], [0.5]), kitchen().short_image_steps)
    assert found.images_per_s == 9 / (8.0 + 1.0)
    assert (found.mean_s, found.max_s) == (pytest.approx(11 / 3), 8.0)
    assert found.short_mean_s == 1.5  # one picture, or few steps
    assert (found.single_job_s, found.single_picture_s) == (2.0, 0.5)
    assert (found.wait_mean_s, found.wait_p95_s) == (pytest.approx(1.1 / 3), 0.5)


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], 0.5) == 3.0
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([7.0], 0.95) == 7.0


THEIRS = Measured(1.5, 4.0, 3.5, 8.0, 9.0, 3.0, 1.0, 0.5, 2.0, 3.0)


def test_ratios_are_ours_over_theirs_by_the_promised_names() -> None:
    ours = replace(THEIRS, images_per_s=3.0, mean_s=2.0, short_mean_s=1.5, single_job_s=1.02)
    found = ratios(ours, THEIRS)
    assert set(found) >= PROMISED
    assert found["images_per_s"] == 2.0 and found["mean_s"] == 0.5 and found["p95_s"] == 1.0
    assert found["single_job"] == 1.02
    assert "wait_mean_s" not in ratios(replace(ours, wait_mean_s=None), THEIRS)


# -- the same picture ------------------------------------------------------------------------------


def picture(*values: int) -> Picture:
    return Picture(2, 1, bytes(values))


def test_a_wrong_picture_is_told_from_a_rounded_one() -> None:
    right, rounded = picture(9, 99, 200, 4, 5, 6), picture(10, 99, 199, 4, 5, 6)
    wrong = picture(200, 0, 99, 80, 160, 240)
    same = compare_pictures([(right, right)])
    assert (same.pictures, same.max_difference, same.psnr_db, same.is_kept) == (1, 0, None, True)
    near = compare_pictures([(right, right), (right, rounded)])
    assert (near.pictures, near.max_difference) == (2, 1)
    assert near.psnr_db == pytest.approx(10 * math.log10(255**2 / (2 / 6))) and near.is_kept
    assert not compare_pictures([(right, right), (right, wrong)]).is_kept
    with pytest.raises(ValueError, match="2x1 beside 1x2"):
        compare_pictures([(right, Picture(1, 2, right.rgb))])


# -- serving ---------------------------------------------------------------------------------------


class Clumsy:
    """A side that is late to begin, and fails one request if told to."""

    def __init__(self, fails: str | None = None) -> None:
        self.fails = fails

    async def make(self, request: ImageRequest, person: int) -> Made:
        import time

        if request.request_id == self.fails:
            raise GenerationFailed
        began_s = time.perf_counter()
        await asyncio.sleep(0.01)
        return Made(began_s, time.perf_counter(), ())


async def test_orders_come_at_their_times_and_seconds_count_from_them() -> None:
    requests = [kitchen().request(1, 4) for _ in range(2)]
    orders = [Order(0.0, 0, requests[0]), Order(0.05, 1, requests[1])]
    first, second = await serve(Clumsy(), orders)  # type: ignore[arg-type]
    assert 0.01 <= first.total_s <= first.ended_s + 1e-6
    assert second.ended_s >= 0.06 and second.total_s == pytest.approx(second.ended_s - 0.05)
    with pytest.raises(GenerationFailed):
        await serve(Clumsy(requests[0].request_id), orders)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["burst", "poisson"])
async def test_the_canned_engine_serves_a_round(kind: str) -> None:
    cook = kitchen(users=4)
    orders = cook.burst(0) if kind == "burst" else cook.poisson(0, 6, capacity=100.0)
    async with EngineSide(CannedEngine()) as side:
        outcomes = await serve(side, orders)
    assert [len(one.pictures) for one in outcomes] == [len(o.request.seeds) for o in orders]
    assert all(one.waited_s is not None and one.total_s >= one.waited_s for one in outcomes)


# -- both sides, with a real model -----------------------------------------------------------------


def options(source: str, request: pytest.FixtureRequest) -> EngineOptions:
    folder = Path(request.getfixturevalue(source))
    return EngineOptions(model=str(folder), device="cpu", dtype="float32", threads=1)


def check_shape(result: Comparison) -> None:
    value = json.loads(json.dumps(result.as_json()))
    assert set(value["ratio"]) >= PROMISED
    assert all(number > 0 for number in value["ratio"].values())
    assert value["ratio"]["mean_s"] == pytest.approx(
        result.ours.mean_s / result.theirs.mean_s, rel=1e-3
    )
    assert value["users"] == result.load.users and value["machine"]
    assert value["rows_per_step"] == pytest.approx(result.rows_per_step, rel=1e-3)


@pytest.mark.parametrize("source", ["pixart_folder", "stable_diffusion_folder", "sdxl_folder"])
def test_a_burst_on_both_sides(source: str, request: pytest.FixtureRequest) -> None:
    load = Load(users=3, steps=(2, 3), pairs=1, rounds=2, size_px=32)
    result = compare(options(source, request), load)
    check_shape(result)
    assert result.jobs == 3 and len(result.rounds) == 2 and set(result.rounds[0]) >= PROMISED
    assert result.parity is not None and result.parity.is_kept and result.parity.pictures >= 2
    assert result.rows_per_step is not None and result.rows_per_step > 2


def test_poisson_on_both_sides(request: pytest.FixtureRequest) -> None:
    load = Load("poisson", users=2, steps=(2,), pairs=1, size_px=32, share=2.0, seconds=60)
    result = compare(options("stable_diffusion_folder", request), load)
    check_shape(result)
    assert result.rate_per_s is not None and 2 <= result.jobs <= 10


def test_a_neighbours_picture_is_found_by_the_sample(request: pytest.FixtureRequest) -> None:
    """The side under test is broken on purpose: it draws from other seeds than were ordered."""

    class Broken(EngineSide):
        async def make(self, request: ImageRequest, person: int) -> Made:
            seeds = tuple(seed + 1 for seed in request.seeds)
            return await super().make(replace(request, seeds=seeds), person)

    load = Load(users=2, steps=(3,), pairs=1, rounds=1, size_px=32)
    result = compare(options("stable_diffusion_folder", request), load, Broken)
    assert result.parity is not None and not result.parity.is_kept
    assert result.as_json()["parity"]["kept"] is False


def test_no_further_round_begins_that_would_end_too_late(request: pytest.FixtureRequest) -> None:
    load = Load(users=2, steps=(2,), pairs=9, rounds=9, size_px=32, seconds=0.01)
    result = compare(options("stable_diffusion_folder", request), load)
    assert len(result.rounds) == 1


def test_every_figure_has_a_ratio_of_its_own_name() -> None:
    assert set(figures.RATIOS) >= PROMISED
    assert set(figures.RATIOS.values()) == set(Measured.__dataclass_fields__)
