"""Whatever JSON comes, the rules answer with a refusal or let it pass; none of them crashes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.local_discord.protocol.errors import ApiError
from bot.local_discord.rules.body_check import BodyCheck
from bot.local_discord.rules.command_limits import check_commands
from bot.local_discord.rules.field_types import check_types
from bot.local_discord.rules.message_limits import check_message
from bot.local_discord.rules.modal_limits import check_modal

KEYS = (
    *("content", "embeds", "components", "attachments", "flags", "nonce", "type", "style", "id"),
    *("custom_id", "label", "url", "emoji", "options", "value", "values", "min_values", "title"),
    *("max_values", "accessory", "component", "items", "fields", "footer", "author", "name"),
    *("description", "choices", "autocomplete", "required", "min_length", "max_length", "color"),
    *("placeholder", "name_localizations", "text", "filename", "image"),
)
leaves = st.none() | st.booleans() | st.integers(-5, 40) | st.text(max_size=5) | st.floats(0, 9)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
        | st.fixed_dictionaries(
            {"type": st.integers(1, 23)}, optional=dict.fromkeys(set(KEYS) - {"type"}, inner)
        )
    ),
    max_leaves=12,
)
bodies = st.dictionaries(st.sampled_from(KEYS), values, max_size=8)


def judged(check) -> None:
    try:
        check(BodyCheck())
    except ApiError as refusal:
        assert refusal.status == 400


@settings(max_examples=40, deadline=None)
@given(bodies, st.lists(bodies, max_size=3))
def test_no_body_trips_the_rules(body, many) -> None:
    check = BodyCheck()
    check_types(check, (), body)
    check_types(check, (), many)
    if not check.wrong:
        judged(lambda check: check_message(check, (), body, {}, allowed_flags=0))
        judged(lambda check: check_message(check, (), body, {}, allowed_flags=-1, is_v2=True))
        judged(lambda check: check_modal(check, (), body))
        judged(lambda check: check_commands(check, many))


async def test_odd_bodies_are_refused_without_the_specification(local_discord, api) -> None:
    local_discord.core.specification = None
    odd = [
        {"content": 1},
        {"components": "x"},
        {"components": ["x"]},
        {"embeds": [{"fields": [1]}]},
        {"flags": "64"},
        {"attachments": [{"id": "x"}]},
        {"type": {}, "content": "x"},
    ]
    for body in odd:
        reply = await api.send(body)
        assert (reply.status, reply.code) == (400, 50035), body
    local_discord.violations.clear()
