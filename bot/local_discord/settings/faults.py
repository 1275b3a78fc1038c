"""Faults on command: what the real Discord does on a bad day, once or n times."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase


class FaultKind(Enum):
    """What happens to a call."""

    ANSWER = "answer instead of handling it"
    DROP_BEFORE = "cut the line before handling it"
    DROP_AFTER = "handle it, then cut the line"
    SLOW = "handle it later"
    LATE_CALLBACK = "treat a callback as later than its deadline"


@dataclass(slots=True)
class Fault:
    """One planned fault; it is spent after `times` calls."""

    kind: FaultKind
    method: str
    path: str
    times: int
    status: int = 500
    code: int = 0
    message: str = ""
    delay_s: float = 0.0
    retry_after_s: float = 0.0
    has_via: bool = True
    scope: str = "user"


@dataclass(slots=True)
class Faults:
    """The planned faults. Paths are patterns without `/api/v10`: `/channels/*/messages`."""

    planned: list[Fault] = field(default_factory=list)
    are_heartbeats_muted: bool = False
    """No heartbeat is acknowledged while this is set."""
    duplicate_interactions: int = 0
    """So many of the next interactions are dispatched twice."""
    withheld_guilds: int = 0
    """So many of the next sessions get no GUILD_CREATE."""

    def answer(
        self,
        status: int,
        *,
        code: int = 0,
        message: str = "A planned fault",
        method: str = "*",
        path: str = "*",
        times: int = 1,
    ) -> None:
        """Answer matching calls with an error and do not handle them."""
        planned = Fault(FaultKind.ANSWER, method, path, times, status, code, message)
        self.planned.append(planned)

    def rate_limit(
        self,
        retry_after_s: float,
        *,
        method: str = "*",
        path: str = "*",
        times: int = 1,
        scope: str = "user",
        has_via: bool = True,
    ) -> None:
        """Answer 429; without `Via` discord.py takes it for a ban and raises."""
        fault = Fault(FaultKind.ANSWER, method, path, times, 429, 0, "You are being rate limited.")
        fault.retry_after_s, fault.scope, fault.has_via = retry_after_s, scope, has_via
        self.planned.append(fault)

    def drop_before(self, *, method: str = "*", path: str = "*", times: int = 1) -> None:
        """Cut the line before a call is handled."""
        self.planned.append(Fault(FaultKind.DROP_BEFORE, method, path, times))

    def drop_after(self, *, method: str = "*", path: str = "*", times: int = 1) -> None:
        """Cut the line after a call was handled: the maker of duplicates."""
        self.planned.append(Fault(FaultKind.DROP_AFTER, method, path, times))

    def slow(self, delay_s: float, *, method: str = "*", path: str = "*", times: int = 1) -> None:
        """Let `delay_s` pass on the server's clock before a call is handled."""
        self.planned.append(Fault(FaultKind.SLOW, method, path, times, delay_s=delay_s))

    def late_callback(self, times: int = 1) -> None:
        """Refuse the next interaction answers as if 3 s had passed (10062)."""
        path = "/interactions/*/callback"
        self.planned.append(Fault(FaultKind.LATE_CALLBACK, "POST", path, times))

    def take(self, method: str, path: str, *kinds: FaultKind) -> Fault | None:
        """The first planned fault of these kinds for this call, which is then spent."""
        for fault in self.planned:
            fits = fault.method in ("*", method) and fnmatchcase(path, fault.path)
            if fits and fault.kind in kinds:
                fault.times -= 1
                if fault.times == 0:
                    self.planned.remove(fault)
                return fault
        return None

    def take_duplicate(self) -> bool:
        is_due = self.duplicate_interactions > 0
        self.duplicate_interactions -= is_due
        return is_due

    def take_withheld_guild(self) -> bool:
        is_due = self.withheld_guilds > 0
        self.withheld_guilds -= is_due
        return is_due
