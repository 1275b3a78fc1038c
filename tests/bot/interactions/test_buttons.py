"""Buttons are their ids: each belongs to one class, fits Discord's limits and survives anything."""

import itertools
from pathlib import Path

import discord
import pytest

import bot.routes  # noqa: F401  # with it every button is known
from bot.features.gallery.delete_buttons import delete_view
from bot.features.moderation.buttons import report_view
from bot.interactions.buttons import PointedMessage, RoutedItem
from bot.messages import job_buttons
from bot.messages.result_buttons import all_view, result_view
from bot.messages.single_buttons import Single, single_view
from storage import new_job_id
from tests.fixtures.composed import composed


def all_buttons() -> list[type[RoutedItem]]:
    return [kind for kind in kinds_of(RoutedItem) if issubclass(kind, discord.ui.DynamicItem)]


def kinds_of(base: type[RoutedItem]) -> list[type[RoutedItem]]:
    return [one for kind in base.__subclasses__() for one in (kind, *kinds_of(kind))]


VIEWS = [
    job_buttons.grid_view,
    job_buttons.waiting_view,
    job_buttons.again_view,
    lambda job_id: delete_view(PointedMessage(job_id, 10**20 - 1, 10**20 - 1)),
    lambda job_id: report_view(PointedMessage(job_id, 10**20 - 1, 10**20 - 1)),
    job_buttons.failed_view,
    lambda job_id: single_view(Single(job_id=job_id, index=4, width_px=96, height_px=64)),
    lambda job_id: result_view(job_id, "drafts"),
    lambda job_id: result_view(job_id, "sheet", 24),
    lambda job_id: result_view(job_id, "best", 12),
    lambda job_id: all_view(job_id, 24),
    lambda job_id: result_view(job_id, "single"),
    job_buttons.mistake_view,
    lambda mistake_id: job_buttons.mistake_view(mistake_id, ["--stylize"]),
]


@pytest.mark.parametrize("make", VIEWS)
async def test_every_id_fits_and_belongs_to_one_class(make):
    job_id = new_job_id()
    view = make(job_id)
    ids = [item.custom_id for item in view.walk_children()]
    assert len(set(ids)) == len(ids)
    for custom_id in ids:
        matching = [
            kind
            for kind in all_buttons()
            if kind.__discord_ui_compiled_template__.fullmatch(custom_id)
        ]
        assert len(matching) == 1
        assert len(custom_id) <= 100


@pytest.mark.parametrize("make", VIEWS)
async def test_views_hold_dynamic_items_only_and_are_not_kept(make):
    """A plain button beside a dynamic one takes the class out of discord.py's table."""
    view = make(new_job_id())
    assert view.is_finished()
    assert all(isinstance(item, discord.ui.DynamicItem) for item in view.children)


async def test_a_press_makes_the_same_button_again():
    job_id = new_job_id()
    kinds = [kind for kind in all_buttons() if issubclass(kind, job_buttons.JobButton)]
    for kind, index in itertools.product(kinds, (*range(5), 9, 12, 24)):
        custom_id = job_buttons.custom_id(kind.action, job_id, index)
        match = kind.__discord_ui_compiled_template__.fullmatch(custom_id)
        made = await kind.from_custom_id(None, None, match)
        assert (made.job_id, made.index, made.custom_id) == (job_id, index, custom_id)


async def test_every_button_there_is_has_its_route(tmp_path: Path):
    """And nothing stands in the table that is no button."""
    async with composed(tmp_path) as bot:
        assert set(bot.client.routes.items) == set(all_buttons())
