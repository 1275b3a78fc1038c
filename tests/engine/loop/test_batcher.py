"""The choice of the next batch: least work left first, ageing, room, keys."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.loop.batcher import (
    AGEING,
    TURN_LOADS,
    TURN_S,
    Costs,
    Demand,
    Key,
    LoadCost,
    choose_batch,
    model_to_load,
)

SQUARE = Key("model", (4, 8, 8))


class Image:
    def __init__(self, rows: int) -> None:
        self.rows = (None,) * rows


@dataclass
class Load:
    name: str
    rows_left: int
    arrived_s: float = 0.0
    images: int = 1
    rows: int = 2
    key: Key = SQUARE
    runnable: list[Any] = field(init=False)

    def __post_init__(self) -> None:
        self.runnable = [Image(self.rows) for _ in range(self.images)]


def chosen(loads: list[Load], now_s: float = 0.0, room: int = 16, useful: int = 16) -> list[str]:
    costs = Costs(lambda key: 1.0, max_rows=lambda key: room, useful_rows=lambda key: useful)
    owner = {id(image): load.name for load in loads for image in load.runnable}
    return [owner[id(image)] for image in choose_batch(loads, now_s, costs)]


def test_nothing_to_do() -> None:
    assert chosen([]) == []


def test_everybody_of_one_shape_shares_the_pass() -> None:
    loads = [Load("a", 80, images=4), Load("b", 10), Load("c", 5)]
    assert chosen(loads) == ["c", "b", "a", "a", "a", "a"]


def test_the_shortest_leads_and_others_fill_the_room() -> None:
    loads = [Load("long", 80, images=4), Load("short", 10, images=2)]
    assert chosen(loads, room=6) == ["short", "short", "long"]


def test_other_shapes_wait_for_their_own_pass() -> None:
    loads = [Load("wide", 10, key=Key("model", (4, 8, 16))), Load("square", 20)]
    assert chosen(loads) == ["wide"]


def test_equal_work_goes_by_arrival() -> None:
    loads = [Load("first", 10), Load("second", 10)]
    assert chosen(loads, room=2) == ["first"]


def test_who_came_much_earlier_leads_even_with_more_work() -> None:
    later_s = 70 / AGEING  # what makes up for 70 s more of work
    for arrived_s, leader in ((later_s - 1, "short"), (later_s + 1, "long")):
        loads = [Load("long", 80), Load("short", 10, arrived_s=arrived_s)]
        assert chosen(loads, now_s=arrived_s, room=2) == [leader]


def test_an_image_larger_than_the_room_still_runs() -> None:
    assert chosen([Load("weighted", 10, rows=4)], room=2) == ["weighted"]


def test_lines_of_one_image_stay_together() -> None:
    loads = [Load("a", 10, rows=3), Load("b", 20, rows=3), Load("c", 30, rows=1)]
    assert chosen(loads, room=4) == ["a", "c"]


def test_sharing_ends_where_it_gains_nothing() -> None:
    loads = [Load("grid", 20, images=4), Load("other", 30, images=4)]
    assert chosen(loads, useful=4) == ["grid"] * 4  # alone a request is stepped as a whole
    loads = [Load("single", 10), Load("grid", 80, images=4)]
    assert chosen(loads, useful=4) == ["single", "grid"]


def test_guidance_left_out_of_a_step_makes_room() -> None:
    """A step outside the guidance interval has fewer rows, and so more images fit."""
    loads = [Load("plain", 10, rows=1, images=2), Load("guided", 20, rows=2)]
    assert chosen(loads, room=4) == ["plain", "plain", "guided"]


def test_other_models_wait_for_their_own_pass() -> None:
    loads = [Load("a", 10), Load("b", 20, key=Key("other", (4, 8, 8)))]
    assert chosen(loads) == ["a"]


def due(
    served: Sequence[Demand],
    absent: Sequence[Demand],
    now_s: float = 0.0,
    load_s: float = 5.0,
    displaces: bool = False,
    loaded_s: float = 0.0,
) -> str | None:
    return model_to_load(served, absent, lambda _: LoadCost(load_s, displaces), loaded_s, now_s)


def test_nobody_to_serve_loads_what_somebody_waits_for() -> None:
    assert due([], [Demand("other", 0.0, 9.0)]) == "other"
    assert due([], [Demand("long", 0.0, 9.0), Demand("short", 0.0, 2.0)]) == "short"
    assert due([Demand("here", 0.0, 9.0)], []) is None


def test_the_price_of_loading_counts_as_work() -> None:
    """7 s of loading and work are less than 9 s of work, 12 s are more; waiting makes up for it."""
    here, other = Demand("here", 0.0, 9.0), Demand("other", 0.0, 2.0)
    assert due([here], [other], load_s=5.0) == "other"
    assert due([here], [other], load_s=10.0) is None
    late = Demand("here", 20.0, 9.0)
    assert due([late], [other], now_s=20.0, load_s=10.0) == "other"


def test_a_model_at_work_keeps_the_device_for_a_turn() -> None:
    here, other = Demand("here", 0.0, 90.0), Demand("other", 0.0, 2.0)
    assert due([here], [other], now_s=TURN_S - 1, displaces=True) is None
    assert due([here], [other], now_s=TURN_S, displaces=True) == "other"
    assert due([here], [other], now_s=TURN_S, displaces=True, loaded_s=1.0) is None  # its own turn
    slow = TURN_S / 2
    assert due([here], [other], now_s=TURN_S, load_s=slow, displaces=True) is None
    assert due([here], [other], now_s=TURN_LOADS * slow, load_s=slow, displaces=True) == "other"


def test_a_turn_also_ends_a_wait_that_the_price_would_prolong() -> None:
    """Newcomers with little work come all the time; the model that would cost 7 s comes anyway."""
    other = Demand("other", 0.0, 2.0)
    for now_s in range(int(TURN_S)):
        assert due([Demand("here", now_s, 0.1)], [other], float(now_s), load_s=7.4) in (
            None,
            "other",
        )
    assert due([Demand("here", TURN_S, -99.0)], [other], TURN_S, load_s=7.4) == "other"


def test_who_waits_longest_ends_the_turn() -> None:
    absent = [Demand("late", 5.0, 0.1), Demand("early", 1.0, 50.0)]
    assert due([Demand("here", 0.0, 90.0)], absent, now_s=TURN_S + 5, displaces=True) == "early"
