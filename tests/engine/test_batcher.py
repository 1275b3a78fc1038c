"""The choice of the next batch: least work left first, ageing, room, keys."""

from dataclasses import dataclass, field
from typing import Any

from engine.batcher import AGEING, Costs, Key, choose

SQUARE = Key("model", (4, 8, 8))


class Image:
    def __init__(self, lines: int) -> None:
        self.lines = (None,) * lines


@dataclass
class Load:
    name: str
    lines_left: int
    arrived_s: float = 0.0
    images: int = 1
    lines: int = 2
    key: Key = SQUARE
    runnable: list[Any] = field(init=False)

    def __post_init__(self) -> None:
        self.runnable = [Image(self.lines) for _ in range(self.images)]


def chosen(loads: list[Load], now_s: float = 0.0, room: int = 16, useful: int = 16) -> list[str]:
    costs = Costs(lambda key: 1.0, max_lines=lambda key: room, useful_lines=lambda key: useful)
    owner = {id(image): load.name for load in loads for image in load.runnable}
    return [owner[id(image)] for image in choose(loads, now_s, costs)]


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
    assert chosen([Load("weighted", 10, lines=4)], room=2) == ["weighted"]


def test_lines_of_one_image_stay_together() -> None:
    loads = [Load("a", 10, lines=3), Load("b", 20, lines=3), Load("c", 30, lines=1)]
    assert chosen(loads, room=4) == ["a", "c"]


def test_sharing_ends_where_it_gains_nothing() -> None:
    loads = [Load("grid", 20, images=4), Load("other", 30, images=4)]
    assert chosen(loads, useful=4) == ["grid"] * 4  # alone a request is stepped as a whole
    loads = [Load("single", 10), Load("grid", 80, images=4)]
    assert chosen(loads, useful=4) == ["single", "grid"]
