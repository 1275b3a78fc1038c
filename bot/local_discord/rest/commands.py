"""Application commands: register, list, change, remove, global and by guild."""

from __future__ import annotations

from bot.local_discord.core import Core
from bot.local_discord.interactions.command_book import GLOBAL
from bot.local_discord.protocol.errors import ApiError, InvalidForm, WrongField, unknown
from bot.local_discord.protocol.shapes import Json
from bot.local_discord.rest.route import NO_CONTENT, Answer, Call, Route
from bot.local_discord.rules.body_check import BodyCheck
from bot.local_discord.rules.command_limits import check_command, check_commands


class CommandRoutes:
    """Routes below `/applications/{application}/commands` and its guild twin."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def routes(self) -> list[Route]:
        found = []
        for place in ("/applications/{application}", "/applications/{application}/guilds/{guild}"):
            every, one = f"{place}/commands", place + "/commands/{command}"
            found += [
                Route("PUT", every, self.replace),
                Route("GET", every, self.listed),
                Route("POST", every, self.create),
                Route("GET", one, self.fetch),
                Route("PATCH", one, self.change),
                Route("DELETE", one, self.remove),
            ]
        return found

    async def replace(self, call: Call) -> Answer:
        check = BodyCheck()
        check_commands(check, call.payload)
        check.settle()
        commands = self._core.commands.replace(self._scope(call), call.payload)
        self._core.announcer.commands_changed()
        return Answer(commands)

    async def listed(self, call: Call) -> Answer:
        commands = self._core.commands.listed(self._scope(call))
        if call.query.get("with_localizations", "").lower() in ("1", "true"):
            return Answer(commands)
        return Answer([_without_localizations(command) for command in commands])

    async def create(self, call: Call) -> Answer:
        scope, payload = self._scope(call), call.body()
        check = BodyCheck()
        others = [_key(c) for c in self._core.commands.listed(scope)]
        is_new = _key(payload) not in others
        check_commands(check, [{**payload}])
        kind = payload.get("type", 1)
        if is_new and sum(key[0] == kind for key in others) >= (100 if kind == 1 else 15):
            raise ApiError(400, 30032, "Maximum number of application commands reached")
        check.settle()
        command = self._core.commands.put(scope, payload)
        self._core.announcer.commands_changed()
        return Answer(command, 201 if is_new else 200)

    async def fetch(self, call: Call) -> Answer:
        return Answer(self._command(call))

    async def change(self, call: Call) -> Answer:
        command, payload = self._command(call), call.body()
        check = BodyCheck()
        check_command(check, (), command | payload)
        check.settle()
        scope = self._scope(call)
        new_key = _key(command | payload)
        if any(_key(c) == new_key and c is not command for c in self._core.commands.listed(scope)):
            code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
            raise InvalidForm([WrongField(("name",), code, "A command has this name already.")])
        changed = self._core.commands.change(scope, command, payload)
        self._core.announcer.commands_changed()
        return Answer(changed)

    async def remove(self, call: Call) -> Answer:
        self._core.commands.remove(self._scope(call), self._command(call))
        self._core.announcer.commands_changed()
        return NO_CONTENT

    def _scope(self, call: Call) -> str:
        """`global` or the guild's id; the application must be the bot's own."""
        if call["application"] != self._core.world.application_id:
            raise ApiError(403, 20012, "You are not authorized to perform this action.")
        guild_id = call.parameters.get("guild")
        if guild_id not in (None, self._core.world.guild_id):
            raise ApiError(403, 50001, "Missing Access")
        return guild_id or GLOBAL

    def _command(self, call: Call) -> Json:
        command = self._core.commands.find(call["command"], self._scope(call))
        if command is None:
            raise unknown("application command")
        return command


def _key(command: Json) -> tuple[int, str]:
    return command.get("type", 1), str(command.get("name"))


def _without_localizations(part: Json) -> Json:
    """A command or option as a list shows it when nobody asked for its other languages."""
    body = {key: value for key, value in part.items() if not key.endswith("_localizations")}
    for key in ("options", "choices"):
        if body.get(key):
            body[key] = [_without_localizations(inner) for inner in body[key]]
    return body
