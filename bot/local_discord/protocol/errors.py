"""Errors as Discord answers them.

ApiError            status, code and message of one refused call
  InvalidForm       400 / 50035 with the tree that names each wrong field
PageError           a refused wish of a person, told to the page in one sentence
"""

from __future__ import annotations

from bot.local_discord.protocol.shapes import Json, JsonValue

FieldPath = tuple[str | int, ...]
"""Keys and indices from the body down to one of its fields."""


class ApiError(Exception):
    """A call that Discord would refuse."""

    def __init__(self, status: int, code: int, message: str, **extra: JsonValue) -> None:
        super().__init__(f"{status}/{code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.extra = extra

    def body(self) -> Json:
        return {"message": self.message, "code": self.code, **self.extra}


class InvalidForm(ApiError):
    """The body breaks at least one of Discord's rules."""

    def __init__(self, fields: list[WrongField]) -> None:
        super().__init__(400, 50035, "Invalid Form Body", errors=_tree(fields))
        self.fields = fields

    def __str__(self) -> str:
        return "; ".join(str(field) for field in self.fields)


class WrongField:
    """One wrong field: where, Discord's code for it, and the sentence."""

    def __init__(self, path: FieldPath, code: str, message: str) -> None:
        self.path = path
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{'.'.join(str(step) for step in self.path) or 'body'}: {self.code} {self.message}"


class PageError(Exception):
    """A person asked for something that cannot be."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")


def not_found() -> ApiError:
    return ApiError(404, 0, "404: Not Found")


def unknown(noun: str) -> ApiError:
    """404 for a thing that does not exist, with the code of its kind."""
    codes = {"Channel": 10003, "Guild": 10004, "Member": 10007, "Message": 10008, "User": 10013}
    codes |= {"Emoji": 10014, "Webhook": 10015, "interaction": 10062}
    codes |= {"application command": 10063}
    return ApiError(404, codes[noun], f"Unknown {noun}")


def _tree(fields: list[WrongField]) -> Json:
    root: Json = {}
    for field in fields:
        node = root
        for step in field.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": field.code, "message": field.message})
    return root
