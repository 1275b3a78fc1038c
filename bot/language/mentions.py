"""Commands named in a sentence, as mentions that can be clicked: `</imagine:ID>`.

Discord gives each command its number when it is registered; before that is known, and on a command
line, the sentence names it plainly. One `CommandIds` belongs to one bot. Knows no Discord.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, Final

# `/quota show`, with or without a code span around it and with what follows inside that.
NAMED: Final = re.compile(
    r"`/(?P<coded>[a-z][a-z0-9_]+)(?P<rest>(?: [^`\n]*)?)`"
    r"|(?<![A-Za-z0-9/:<.`])/(?P<plain>[a-z][a-z0-9_]+(?: [a-z][a-z0-9_]+){0,2})"
)
_CHAT_COMMAND, _NESTED = 1, (1, 2)  # Discord: a slash command; options that are commands


class CommandIds:
    """The numbers of the commands by their whole names, everywhere or in each server."""

    def __init__(self) -> None:
        self._by_guild: Mapping[int | None, Mapping[str, str]] = {}

    def learn(self, by_guild: Mapping[int | None, Mapping[str, str]]) -> None:
        """What was registered; None: in every server, and in direct messages."""
        self._by_guild = by_guild

    def of(self, guild_id: int | None) -> Mapping[str, str]:
        """Those that somebody there can use."""
        return self._by_guild.get(guild_id) or self._by_guild.get(None) or {}


_ids: ContextVar[CommandIds | None] = ContextVar("command ids", default=None)
_guild: ContextVar[int | None] = ContextVar("guild", default=None)


def mention_by(ids: CommandIds) -> None:
    """From here on the running task and those it begins mention this bot's commands."""
    _ids.set(ids)


def mention_in(guild_id: int | None) -> None:
    """From here on the running task speaks in this server; None: in direct messages."""
    _guild.set(guild_id)


def mentioned(text: str) -> str:
    """The text with every command that is known as a mention; what is not stays as it is."""
    ids = _ids.get()
    known = {} if ids is None else ids.of(_guild.get())
    return NAMED.sub(lambda found: _mention(found, known), text) if known else text


def _mention(found: re.Match[str], known: Mapping[str, str]) -> str:
    is_coded = found["coded"] is not None
    words = (found["coded"] + found["rest"] if is_coded else found["plain"]).split(" ")
    for count in range(min(3, len(words)), 0, -1):
        name = " ".join(words[:count])
        if name in known:
            rest = " ".join(words[count:])
            after = f" `{rest}`" if is_coded else f" {rest}"
            return f"</{name}:{known[name]}>" + (after if rest else "")
    return found[0]


def ids_in(registered: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The numbers by name in what Discord answers to a registration: `quota show` has its root's.

    A command that is only the head of others cannot be given, so it is not there.
    """
    found: dict[str, str] = {}
    for command in registered:
        if command.get("type", _CHAT_COMMAND) == _CHAT_COMMAND:
            found |= dict.fromkeys(_names(command, ""), str(command["id"]))
    return found


def _names(part: Mapping[str, Any], above: str) -> Iterator[str]:
    name = f"{above} {part['name']}".strip()
    nested = [one for one in part.get("options") or () if one.get("type") in _NESTED]
    if not nested:
        yield name
    for one in nested:
        yield from _names(one, name)
