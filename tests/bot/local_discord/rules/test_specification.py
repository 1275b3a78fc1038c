"""The specification gate itself: it catches what it should, and only that."""

from __future__ import annotations

import pytest

from bot.local_discord.protocol.errors import InvalidForm
from bot.local_discord.rules.specification import Specification
from tests.fixtures.local_discord import specification_path


@pytest.fixture(scope="module")
def specification() -> Specification:
    path = specification_path()
    if path is None:
        pytest.skip("Discord's openapi.json is not here (set DISCORD_OPENAPI)")
    return Specification.load(path)


PASSES = [
    ("POST", "/channels/1/messages", {"content": "x", "nonce": 7, "enforce_nonce": True}),
    ("PATCH", "/channels/1/messages/2", {"attachments": [{"id": "3", "url": "u", "size": 1}]}),
    ("PUT", "/applications/1/commands", [{"name": "a", "description": "b", "nsfw": False}]),
    ("PUT", "/applications/1/commands", [{"name": "a", "default_member_permissions": "32"}]),
    ("POST", "/users/@me/channels", {"recipient_id": 600000000000000001}),
    ("POST", "/interactions/1/t/callback", {"type": 5}),
    ("PATCH", "/webhooks/1/t/messages/@original", {"content": "x", "tts": False}),
    ("PUT", "/channels/1/messages/2/reactions/✉️/@me", None),
]


@pytest.mark.parametrize(("method", "path", "body"), PASSES)
def test_what_the_library_sends_fits(specification, method, path, body) -> None:
    specification.check(method, path, body)


CAUGHT = [
    ("POST", "/channels/1/messages", {"contents": "x"}, "UNKNOWN_FIELD"),
    ("POST", "/channels/1/messages", {"content": 1}, "MODEL_TYPE_CONVERT"),
    ("POST", "/interactions/1/t/callback", {"type": 99}, "BASE_TYPE_CHOICES"),
    ("POST", "/interactions/1/t/callback", {"type": 9, "data": {}}, "BASE_TYPE_REQUIRED"),
    ("POST", "/users/@me/channels", {"recipient_id": "x"}, "MODEL_TYPE_CONVERT"),
    ("GET", "/no/such/thing", None, "UNKNOWN_OPERATION"),
]


@pytest.mark.parametrize(("method", "path", "body", "code"), CAUGHT)
def test_what_does_not_fit_is_caught(specification, method, path, body, code) -> None:
    with pytest.raises(InvalidForm) as refused:
        specification.check(method, path, body)
    assert code in {field.code for field in refused.value.fields}


def test_answers_of_our_own_are_held_against_it_too(specification) -> None:
    wrong = specification.wrong_in_answer("GET", "/users/@me", 200, {"id": "1"})
    assert wrong
    assert specification.wrong_in_answer("GET", "/users/@me", 404, {}) == []


def test_what_fitted_once_lets_nothing_else_through(specification) -> None:
    """A body that fitted is known again whichever ids it names, and by nothing else."""
    one, two = "1" * 18, "2" * 18
    path = f"/channels/{one}/messages"

    def users(*ids: str) -> dict[str, object]:
        return {"content": "hi", "allowed_mentions": {"users": list(ids)}}

    for body in (users(one, two), users(two, one)):
        specification.check("POST", path, body)
    for body in (users(one, one), users("a" * 18, two), {**users(one, two), "content": 1}):
        for _ in range(2):
            with pytest.raises(InvalidForm):
                specification.check("POST", path, body)
