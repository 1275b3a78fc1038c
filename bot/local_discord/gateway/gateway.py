"""The gateway: hello, identify, heartbeat, resume, and events as the intents allow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import WSMsgType, web

from bot.local_discord.gateway.session import COMPRESSORS, Connection, Session
from bot.local_discord.protocol.intents import GUILD_MEMBERS, KNOWN_INTENTS, PRIVILEGED
from bot.local_discord.protocol.json_text import read_json
from bot.local_discord.protocol.shapes import Json, JsonValue
from bot.local_discord.settings.faults import Faults
from bot.local_discord.settings.options import ServerOptions
from bot.local_discord.world.world import World
from bot.local_discord.world.world_json import guild_create_json, member_json, own_user_json

_PAYLOAD_LIMIT = 4096
_FINAL_CODES = (1000, 1001)  # a client that closes so will not resume
_KEPT_SESSIONS = 16
_ANSWER_BEAT_S = 0.1


class Gateway:
    """Holds the bot's sessions and sends them what happens."""

    def __init__(self, world: World, options: ServerOptions, faults: Faults) -> None:
        self._world = world
        self._options = options
        self._faults = faults
        self._sessions: dict[str, Session] = {}
        self.base_url = ""
        self.on_presence: Callable[[bool], None] = lambda is_online: None
        self.close_codes: list[int | None] = []
        """Codes of the connections that ended, as the server saw them."""

    @property
    def url(self) -> str:
        return self.base_url.replace("http", "ws", 1) + "/gw"

    @property
    def is_online(self) -> bool:
        return any(session.is_online for session in self._sessions.values())

    @property
    def sessions(self) -> list[Session]:
        return list(self._sessions.values())

    def connections(self) -> list[Connection]:
        return [s.connection for s in self._sessions.values() if s.connection is not None]

    def dispatch(
        self,
        event: str,
        data: Json | Callable[[int], Json],
        *,
        intent: int = 0,
        guild_id: str | None = None,
    ) -> None:
        """Send an event to each session whose shard and intents ask for it.

        data: the event, or what makes it for a session's intents.
        """
        for session in self._sessions.values():
            is_wanted = not intent or session.intents & intent
            if is_wanted and session.serves(guild_id):
                session.dispatch(event, data if isinstance(data, dict) else data(session.intents))

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        make = COMPRESSORS.get(request.query.get("compress", ""))
        connection = Connection(request, socket, make() if make else None)
        writer = asyncio.create_task(connection.write())
        interval_ms = int(self._options.heartbeat_interval_s * 1000)
        connection.send({"op": 10, "d": {"heartbeat_interval": interval_ms}, "s": None, "t": None})
        try:
            async for message in socket:
                if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    self._receive(connection, message.data)
        finally:
            self._lose(connection, socket.close_code)
            writer.cancel()
        return socket

    def _receive(self, connection: Connection, text: str | bytes) -> None:
        if len(text) > _PAYLOAD_LIMIT:
            return connection.close(4002)
        try:
            frame = read_json(text)
        except ValueError:
            return connection.close(4002)
        if not isinstance(frame, dict):
            return connection.close(4002)
        handlers: dict[int, Callable[[Connection, JsonValue], None]] = {
            1: self._heartbeat,
            2: self._identify,
            3: self._ignore,
            4: self._ignore,
            6: self._resume,
            8: self._request_members,
        }
        op = frame.get("op")
        handler = handlers.get(op) if isinstance(op, int) else None
        if handler is None:
            return connection.close(4001)
        return handler(connection, frame.get("d"))

    def _heartbeat(self, connection: Connection, _: JsonValue) -> None:
        """Answered a moment later, as over a network: discord.py notes the time of its beat after
        sending it, and takes an answer that is there before that for one 41 s late."""
        if not self._faults.are_heartbeats_muted:
            answer: Json = {"op": 11, "d": None, "s": None, "t": None}
            asyncio.get_running_loop().call_later(_ANSWER_BEAT_S, connection.send, answer)

    def _ignore(self, connection: Connection, _: JsonValue) -> None:
        """Presence and voice updates change nothing here."""

    def _identify(self, connection: Connection, data: Json) -> None:
        if self._session_of(connection) is not None:
            return connection.close(4005)
        if str(data.get("token", "")).removeprefix("Bot ") != self._options.token:
            return connection.close(4004)
        number, total = data.get("shard") or (0, 1)
        if not 0 <= number < total:
            return connection.close(4010)
        intents = int(data.get("intents", 0))
        if intents & ~KNOWN_INTENTS:
            return connection.close(4013)
        if intents & PRIVILEGED and not self._options.privileged_intents:
            return connection.close(4014)
        session = Session((number, total), intents)
        session.connection = connection
        self._keep(session)
        session.dispatch("READY", self._ready(session))
        if session.serves(self._world.guild_id) and not self._faults.take_withheld_guild():
            sees_members = bool(intents & GUILD_MEMBERS)
            guild = guild_create_json(self._world, has_member_intent=sees_members)
            session.dispatch("GUILD_CREATE", guild)
        self.on_presence(True)
        return None

    def _resume(self, connection: Connection, data: Json) -> None:
        if str(data.get("token", "")).removeprefix("Bot ") != self._options.token:
            return connection.close(4004)
        session = self._sessions.get(str(data.get("session_id")))
        sequence = int(data.get("seq") or 0)
        if session is None or not session.can_resume(sequence):
            return connection.send({"op": 9, "d": False, "s": None, "t": None})
        if session.connection is not None:
            session.connection.close(4000)
        session.resume(connection, sequence)
        self.on_presence(True)
        return None

    def _request_members(self, connection: Connection, data: Json) -> None:
        session = self._session_of(connection)
        if session is None:
            return connection.close(4003)
        members = [member_json(user) for user in self._world.members()]
        chunk: Json = {"guild_id": self._world.guild_id, "members": members, "not_found": []}
        chunk |= {"chunk_index": 0, "chunk_count": 1, "presences": []}
        if data.get("nonce") is not None:
            chunk["nonce"] = data["nonce"]
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk)
        return None

    def close_all(self, code: int) -> None:
        """Close every connection with a code; the sessions can be resumed."""
        for connection in self.connections():
            connection.close(code)

    def abort_all(self) -> None:
        """Cut every connection without a close frame."""
        for connection in self.connections():
            connection.abort()

    def ask_to_reconnect(self) -> None:
        """Op 7."""
        self._tell({"op": 7, "d": None, "s": None, "t": None})

    def invalidate(self, *, is_resumable: bool) -> None:
        """Op 9; a session that is not resumable is forgotten."""
        self._tell({"op": 9, "d": is_resumable, "s": None, "t": None})
        if not is_resumable:
            self.forget_sessions()

    def ask_for_heartbeat(self) -> None:
        """Op 1, to be answered at once."""
        self._tell({"op": 1, "d": None, "s": None, "t": None})

    def forget_sessions(self) -> None:
        """Make every session unknown, so that a resume is refused."""
        self._sessions = {}

    def _tell(self, frame: Json) -> None:
        for connection in self.connections():
            connection.send(frame)

    def _ready(self, session: Session) -> Json:
        mine = session.serves(self._world.guild_id)
        guilds = [{"id": self._world.guild_id, "unavailable": True}] if mine else []
        return {
            "v": 10,
            "user": own_user_json(self._world.bot),
            "guilds": guilds,
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "application": {"id": self._world.application_id, "flags": 0},
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
            "shard": list(session.shard),
        }

    def _session_of(self, connection: Connection) -> Session | None:
        found = (s for s in self._sessions.values() if s.connection is connection)
        return next(found, None)

    def _keep(self, session: Session) -> None:
        """A new session; the oldest disconnected ones are given up."""
        self._sessions[session.id] = session
        idle = [s for s in self._sessions.values() if not s.is_online]
        for old in idle[: max(0, len(self._sessions) - _KEPT_SESSIONS)]:
            del self._sessions[old.id]

    def _lose(self, connection: Connection, code: int | None) -> None:
        connection.is_open = False
        self.close_codes.append(code)
        session = self._session_of(connection)
        if session is None:
            return
        session.connection = None
        if code in _FINAL_CODES and not connection.was_closed_here:
            self._sessions.pop(session.id, None)
        if not self.is_online:
            self.on_presence(False)
