"""Rate limit buckets and the headers that tell of them.

The numbers are widely observed, not documented; Discord wants clients to read the headers.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.local_discord.settings.clock import Clock


@dataclass(slots=True)
class _Bucket:
    resets_at: float
    used: int = 0


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whether a call may pass, with the headers its answer carries."""

    is_allowed: bool
    retry_after_s: float
    headers: dict[str, str]


class RateLimits:
    """Counts calls by route and place, or only tells of limits that are far away."""

    def __init__(self, clock: Clock, *, is_counting: bool) -> None:
        self._clock = clock
        self.is_counting = is_counting
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def spend(self, method: str, template: str, place: str) -> Allowance:
        """Count one call; place is the channel, webhook token or "" it belongs to."""
        now = self._clock.now().timestamp()
        limit, window_s = _numbers(template) if self.is_counting else (50, 1.0)
        route = f"{method} {template}"
        bucket = self._buckets.get((route, place))
        if bucket is None or bucket.resets_at <= now:
            if len(self._buckets) > 1000:
                self._buckets = {k: b for k, b in self._buckets.items() if b.resets_at > now}
            bucket = self._buckets[route, place] = _Bucket(now + window_s)
        bucket.used += 1
        left = limit - bucket.used if self.is_counting else limit - 1
        wait_s = max(0.0, bucket.resets_at - now)
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, left)),
            "X-RateLimit-Reset": f"{bucket.resets_at:.3f}",
            "X-RateLimit-Reset-After": f"{wait_s:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
            "Via": "1.1 local",
        }
        return Allowance(left >= 0, wait_s, headers)


def _numbers(template: str) -> tuple[int, float]:
    if template.startswith("/webhooks/"):
        return 5, 2.0
    if template.startswith("/channels/"):
        return 5, 5.0
    return 50, 1.0
