"""Links to the page on which a part of a picture is drawn: signed, for one person, once, short.

A link is known here for as long as the answer it stands in can be spoken to, 15 minutes, and no
restart survives it: what it would order is answered through that very interaction.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.interactions.interaction import Interaction
from bot.language import spoken
from storage import Clock

LIVES: Final = timedelta(minutes=15)  # Discord: as long as an interaction's token
KNOWN: Final = 1000  # of all people; the oldest go first
PATH: Final = "/region/"


class LinkRefused(Exception):
    """This link opens nothing; `reason` is the key of a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True, eq=False)
class PageLink:
    """What one link is for. `browser`: the secret of the one that opened it first."""

    interaction: Interaction = field(repr=False)
    job_id: str
    index: int
    until: datetime
    locale: str
    browser: str | None = field(default=None, repr=False)
    is_used: bool = False


class Links:
    """`base_url`: where the page is served, set once it is; None: there is no page."""

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._key = secrets.token_bytes(32)
        self._links: dict[str, PageLink] = {}
        self.base_url: str | None = None

    def issue(self, interaction: Interaction, job_id: str, index: int) -> str | None:
        """A fresh link for whoever is answered; None where no page is served."""
        if self.base_url is None:
            return None
        until, nonce = self._now() + LIVES, secrets.token_urlsafe(18)
        self._links[nonce] = PageLink(interaction, job_id, index, until, spoken())
        while len(self._links) > KNOWN:
            del self._links[next(iter(self._links))]
        claim = f"{interaction.user.id}.{job_id}.{index}.{int(until.timestamp())}.{nonce}"
        return f"{self.base_url}{PATH}{claim}.{self._signature(claim)}"

    def opened(self, token: str, browser: str | None) -> PageLink:
        """The link, for the browser that opened it first, which is then given its secret.

        LinkRefused where it is forged, over, used, of before a restart, or opened elsewhere.
        """
        link = self._known(token)
        if link.browser is None:
            link.browser = secrets.token_urlsafe(24)
        elif browser is None or not hmac.compare_digest(link.browser, browser):
            raise LinkRefused("page-link-elsewhere")
        return link

    def again(self, token: str, browser: str | None) -> PageLink:
        """As `opened`, for what the page asks for once it is open."""
        if self._known(token).browser is None:
            raise LinkRefused("page-link-elsewhere")
        return self.opened(token, browser)

    def _known(self, token: str) -> PageLink:
        claim, _, signature = token.rpartition(".")
        if not hmac.compare_digest(self._signature(claim).encode(), signature.encode()):
            raise LinkRefused("page-link-forged")
        link = self._links.get(claim.rpartition(".")[2])
        if link is None or link.until <= self._now():
            raise LinkRefused("page-link-over")
        if link.is_used:
            raise LinkRefused("page-link-used")
        return link

    def _signature(self, claim: str) -> str:
        digest = hmac.digest(self._key, claim.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
