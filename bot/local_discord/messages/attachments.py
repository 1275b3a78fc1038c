"""Uploaded files: their bytes, their records, and the signed addresses they are read by.

In stored messages an address is a marker (`cdn:<path>`), so that records outlive a change of
port; `expand` turns markers into signed addresses on the way out, `contract` back on the way in.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qsl, quote, urlsplit

from bot.local_discord.messages.file_kind import file_kind
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.settings.clock import Clock, Timer
from bot.local_discord.world.snowflake import Snowflakes
from bot.local_discord.world.store import Store

MARKER = "cdn:"
ADDRESSES = ("url", "proxy_url", "icon_url", "proxy_icon_url")  # keys of Discord's shapes
UPLOADS = "ephemeral-attachments"  # where option and form files live, as on Discord's CDN
MESSAGE_FILES = "attachments"
SPOILER, IS_SPOILER = "SPOILER_", 1 << 5  # hidden until pressed; an attachment's flag
LINGER_S = 60.0  # whoever is just loading a replaced preview still gets it
LEAVING = "leaving attachment"


class Attachments:
    """Keeps files in the store and signs their addresses."""

    def __init__(self, store: Store, clock: Clock, snowflakes: Snowflakes, life_s: float) -> None:
        self._store = store
        self._clock = clock
        self._snowflakes = snowflakes
        self._life_s = life_s
        saved = store.get("meta", "cdn_key") or {"key": secrets.token_hex(32)}
        store.put("meta", "cdn_key", saved)
        self._key = bytes.fromhex(saved["key"])
        self.base_url = ""
        self._leaving: dict[str, Timer] = {}
        for attachment_id, _ in store.each(LEAVING):  # an earlier run ended before it was time
            self._remove(attachment_id)

    def keep(self, place: str, filename: str, data: bytes, **extra: JsonValue) -> Json:
        """Store one file; what comes back is its attachment record with a marker for address.

        place: `attachments/<channel>` or `ephemeral-attachments/<application>`.
        """
        attachment_id = self._snowflakes.next()
        name = safe_name(filename)
        kind = file_kind(name, data)
        path = f"{place}/{attachment_id}/{quote(name)}"
        record: Json = {
            "id": attachment_id,
            "filename": name,
            "size": len(data),
            "url": MARKER + path,
            "proxy_url": MARKER + path,
            "content_type": kind.content_type,
        }
        if kind.width_px:
            record |= {"width": kind.width_px, "height": kind.height_px}
        if name.startswith(SPOILER):
            record["flags"] = IS_SPOILER
        record |= {key: value for key, value in extra.items() if value is not None}
        self._store.put_blob(path, data)
        self._store.put("attachment", attachment_id, record)
        return record

    def record(self, attachment_id: str) -> Json | None:
        """The stored record of one attachment."""
        return self._store.get("attachment", attachment_id)

    def forget(self, attachment_id: str) -> None:
        """Remove a file that no message shows any more, a minute from now."""
        self._store.put(LEAVING, attachment_id, {})
        self._leaving[attachment_id] = self._clock.call_later(
            LINGER_S, lambda: self._remove(attachment_id)
        )

    def close(self) -> None:
        """Plan nothing any more; what is left to remove goes at the next start."""
        for timer in self._leaving.values():
            timer.cancel()

    def _remove(self, attachment_id: str) -> None:
        self._leaving.pop(attachment_id, None)
        record = self.record(attachment_id)
        if record is not None:
            self._store.remove_blob(str(record["url"]).removeprefix(MARKER))
            self._store.remove("attachment", attachment_id)
        self._store.remove(LEAVING, attachment_id)

    def expand(self, node: JsonValue) -> JsonValue:
        """A copy of a JSON value with the marker in every address replaced by a signed one.

        Only where an address belongs: in a message's text a marker is what somebody typed.
        """
        return _with_addresses(node, self._signed)

    def contract(self, node: JsonValue) -> JsonValue:
        """A copy of a JSON value with this server's own file addresses turned into markers.

        Those that this server signed, however long ago: whoever has one was shown the file.
        """
        return _with_addresses(node, self._unsigned)

    def read(self, path: str, query: dict[str, str]) -> tuple[bytes, str] | None:
        """Bytes and content type, or None for an unknown, expired or forged address."""
        try:
            expires = int(query.get("ex", ""), 16)
        except ValueError:
            return None
        is_late = expires < self._clock.now().timestamp()
        if is_late or not self._is_ours(path, expires, query.get("hm", "")):
            return None
        data = self._store.blob(path)
        record = self.record(path.split("/")[-2])
        return None if data is None or record is None else (data, record["content_type"])

    def _signed(self, address: str) -> str:
        return self._sign(address.removeprefix(MARKER)) if address.startswith(MARKER) else address

    def _sign(self, path: str) -> str:
        now = self._clock.now()
        expires = int((now + timedelta(seconds=self._life_s)).timestamp())
        seal = self._seal(path, expires)
        return f"{self.base_url}/{path}?ex={expires:x}&is={int(now.timestamp()):x}&hm={seal}"

    def _unsigned(self, address: str) -> str:
        address = address.removeprefix(MARKER)  # nobody but this server writes markers
        for place in (MESSAGE_FILES, UPLOADS):
            if self.base_url and address.startswith(f"{self.base_url}/{place}/"):
                return self._marked(address)
        return address

    def _marked(self, address: str) -> str:
        """A marker for an address that this server signed; any other stays what it is."""
        try:
            parts = urlsplit(address)
            query = dict(parse_qsl(parts.query))
            path, expires = parts.path.removeprefix("/"), int(query.get("ex", ""), 16)
        except ValueError:
            return address
        return MARKER + path if self._is_ours(path, expires, query.get("hm", "")) else address

    def _is_ours(self, path: str, expires: int, seal: str) -> bool:
        return hmac.compare_digest(
            seal.encode(errors="replace"), self._seal(path, expires).encode()
        )

    def _seal(self, path: str, expires: int) -> str:
        return hmac.new(self._key, f"{path}:{expires}".encode(), hashlib.sha256).hexdigest()


def _with_addresses(node: JsonValue, change: Callable[[str], str]) -> JsonValue:
    """A copy in which every address is changed, and nothing else."""
    if isinstance(node, dict):
        return {
            key: change(value)
            if key in ADDRESSES and isinstance(value, str)
            else _with_addresses(value, change)
            for key, value in node.items()
        }
    return [_with_addresses(item, change) for item in node] if isinstance(node, list) else node


def safe_name(filename: str) -> str:
    """The name Discord would keep: anything unusual becomes an underscore."""
    return re.sub(r"[^\w.-]+", "_", filename).strip("_") or "file"
