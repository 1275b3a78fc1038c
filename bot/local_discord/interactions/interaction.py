"""Interactions on their way: new, answered, dead. They live in memory, as their tokens do.

Which answer is legal when is decided here; what an answer does is in `rest/callback.py`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.local_discord.protocol.errors import ApiError, unknown
from bot.local_discord.protocol.message_types import SLASH_ANSWER
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.settings.clock import Clock, Timer
from bot.local_discord.settings.options import ServerOptions
from bot.local_discord.world.snowflake import Snowflakes

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
PENDING, DONE, FAILED, MODAL_STATE, CHOICES_STATE = "pending", "done", "failed", "modal", "choices"
NO_ANSWER = "The application did not respond"
_TOKENS_KEPT = 2000


@dataclass(slots=True)
class Interaction:
    """One wish of a person, from dispatch to the death of its token."""

    id: str
    token: str
    kind: int
    user_id: str
    channel_id: str
    opened_at: datetime
    page_nonce: str
    payload: Json
    pressed_message_id: str | None = None
    """The message whose component was used, also for a form opened from one."""
    answer: int | None = None
    """The type of the answer, once there is one."""
    state: str = PENDING
    error: str | None = None
    message_id: str | None = None
    """The message that `@original` names."""
    message_ids: set[str] = field(default_factory=set)
    """Every message its token may change: the original and the follow-ups."""
    metadata: Json = field(default_factory=dict)
    """What its messages say of it (`interaction_metadata`)."""
    message_type: int = SLASH_ANSWER
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    is_revoked: bool = False
    timer: Timer | None = None

    @property
    def is_dead(self) -> bool:
        return self.state == FAILED

    def legal_answers(self) -> tuple[int, ...]:
        """Source: reference table of interaction callback types."""
        if self.kind == COMMAND:
            return (MESSAGE, DEFERRED_MESSAGE, MODAL)
        if self.kind == AUTOCOMPLETE:
            return (CHOICES,)
        update = (DEFERRED_UPDATE, UPDATE) if self.pressed_message_id else ()
        modal = (MODAL,) if self.kind == COMPONENT else ()
        return (MESSAGE, DEFERRED_MESSAGE, *update, *modal)


class InteractionBook:
    """The interactions whose tokens are still known, and the forms people have open."""

    def __init__(self, clock: Clock, snowflakes: Snowflakes, options: ServerOptions) -> None:
        self._clock = clock
        self._snowflakes = snowflakes
        self._options = options
        self._by_id: dict[str, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}
        self.open_forms: dict[tuple[str, str], Interaction] = {}
        """The interaction that opened a form, by person and the form's custom_id."""

    def open(self, kind: int, user_id: str, channel_id: str, page_nonce: str) -> Interaction:
        interaction = Interaction(
            id=self._snowflakes.next(),
            token=secrets.token_urlsafe(96),
            kind=kind,
            user_id=user_id,
            channel_id=channel_id,
            opened_at=self._clock.now(),
            page_nonce=page_nonce,
            payload={},
        )
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction
        while len(self._by_id) > _TOKENS_KEPT:
            old = self._by_id.pop(next(iter(self._by_id)))
            self._by_token.pop(old.token, None)
        return interaction

    def get(self, interaction_id: str) -> Interaction | None:
        return self._by_id.get(interaction_id)

    def to_answer(self, interaction_id: str, token: str, *, is_late: bool) -> Interaction:
        """The interaction a callback is for; 10062 when too late, 40060 when answered."""
        interaction = self._by_id.get(interaction_id)
        if interaction is None or interaction.token != token:
            raise unknown("interaction")
        if interaction.answer is not None:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        deadline = interaction.opened_at + timedelta(seconds=self._options.callback_deadline_s)
        if is_late or interaction.is_dead or self._clock.now() > deadline:
            raise unknown("interaction")
        return interaction

    def by_token(self, application_id: str, token: str, own_id: str) -> Interaction:
        """The answered interaction a webhook route speaks for; 10015 or 50027 when dead."""
        interaction = self._by_token.get(token)
        if interaction is None or application_id != own_id or interaction.answer is None:
            raise unknown("Webhook")
        end = interaction.opened_at + timedelta(seconds=self._options.token_life_s)
        if interaction.is_revoked or self._clock.now() > end:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        return interaction

    def revoke_all(self) -> None:
        """Let every token die now."""
        for interaction in self._by_id.values():
            interaction.is_revoked = True
