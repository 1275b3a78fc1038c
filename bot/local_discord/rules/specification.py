"""Discord's own OpenAPI document as a gate: bodies and answers must fit it.

The document does not forbid unknown keys and has a few gaps that real libraries fall into;
`_closed` closes the one and opens the other. It is used where a path to it is given (tests).
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from bot.local_discord.protocol.errors import InvalidForm, WrongField
from bot.local_discord.protocol.shapes import Json, JsonValue

_METHODS = ("get", "put", "post", "patch", "delete")
_ECHOED = (
    *("url", "proxy_url", "size", "width", "height", "content_type", "spoiler", "flags"),
    *("ephemeral", "placeholder", "placeholder_version", "original_content_type", "waveform"),
)
_CODES = {
    "maxLength": "BASE_TYPE_MAX_LENGTH",
    "minLength": "BASE_TYPE_BAD_LENGTH",
    "maxItems": "BASE_TYPE_MAX_LENGTH",
    "minItems": "BASE_TYPE_BAD_LENGTH",
    "required": "BASE_TYPE_REQUIRED",
    "enum": "BASE_TYPE_CHOICES",
    "maximum": "NUMBER_TYPE_MAX",
    "minimum": "NUMBER_TYPE_MIN",
    "additionalProperties": "UNKNOWN_FIELD",
}
_ID = re.compile(r'(?<!\\)"[1-9]\d{16,18}"')


class _Validator:
    """One of the library's, which remembers what fitted: a bot says the same at every start.

    What differs in nothing but the ids it names fits as well; equal ids stay equal.
    """

    def __init__(self, validator: JsonValue) -> None:
        self._validator = validator
        self._fitted: set[bytes] = set()

    def wrong(self, body: JsonValue) -> list[WrongField]:
        form = _form_of(body)
        if form in self._fitted:
            return []
        found = [_wrong_field(error) for error in self._validator.iter_errors(body)]
        if not found:
            self._fitted.add(form)
        return found


@dataclass(frozen=True, slots=True)
class _Operation:
    segments: tuple[str, ...]
    request: _Validator | None
    """Of the JSON body; None where none is described."""
    answers: dict[str, _Validator]
    """Validators by status ("2XX" included)."""

    def fits(self, segments: tuple[str, ...]) -> bool:
        pairs = zip(self.segments, segments, strict=True)
        return all(own.startswith("{") or own == given for own, given in pairs)


class Specification:
    """The operations of the document with a validator for each body and answer."""

    def __init__(self, document: Json) -> None:
        jsonschema = importlib.import_module("jsonschema")  # only tests have it
        schemas = document["components"]["schemas"]
        answers = {"components": {"schemas": _lenient(schemas, schemas)}}
        requests = {"components": _closed(answers["components"])}
        formats = jsonschema.FormatChecker(["uri", "date-time"])

        def validator(schema: Json, root: Json) -> _Validator:
            stock = jsonschema.Draft202012Validator(root | schema, format_checker=formats)
            return _Validator(stock)

        self._operations: dict[tuple[str, int], list[_Operation]] = {}
        for path, item in document["paths"].items():
            segments = tuple(path.strip("/").split("/"))
            for method in _METHODS:
                if method not in item:
                    continue
                body = _json_schema(item[method].get("requestBody"))
                told = {
                    status: validator(_lenient(schema, schemas), answers)
                    for status, answer in item[method]["responses"].items()
                    if status.startswith("2") and (schema := _json_schema(answer)) is not None
                }
                request = None
                if body is not None:
                    request = validator(_closed(_lenient(body, schemas)), requests)
                operation = _Operation(segments, request, told)
                self._operations.setdefault((method, len(segments)), []).append(operation)

    @classmethod
    @functools.cache  # a megabyte of JSON, the same in every test
    def load(cls, path: Path) -> Specification:
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def check(self, method: str, path: str, payload: JsonValue) -> None:
        """Refuse a body that does not fit (50035), and a path that Discord does not have."""
        operation = self._operation(method, path)
        if operation.request is None or payload is None:
            return
        if wrong := operation.request.wrong(payload):
            raise InvalidForm(wrong)

    def wrong_in_answer(self, method: str, path: str, status: int, body: JsonValue) -> list[str]:
        """Where an answer of this server's own does not fit."""
        answers = self._operation(method, path).answers
        told = answers.get(str(status))
        if told is None or body is None:
            return []
        return [str(field) for field in told.wrong(body)]

    def _operation(self, method: str, path: str) -> _Operation:
        segments = tuple(path.strip("/").split("/"))
        known = self._operations.get((method.lower(), len(segments)), [])
        fitting = [operation for operation in known if operation.fits(segments)]
        if not fitting:
            sentence = f"Discord has no {method} {path}."
            raise InvalidForm([WrongField((), "UNKNOWN_OPERATION", sentence)])
        return min(fitting, key=lambda operation: sum(s[0] == "{" for s in operation.segments))


def _form_of(body: JsonValue) -> bytes:
    """The same for two bodies that differ only in which ids they name."""
    numbers: dict[str, str] = {}
    text = json.dumps(body)
    form = _ID.sub(lambda found: numbers.setdefault(found[0], f"#{len(numbers)}"), text)
    return hashlib.sha256(form.encode()).digest()


def _json_schema(body: Json | None) -> Json | None:
    found: Json | None = ((body or {}).get("content") or {}).get("application/json", {})
    return (found or {}).get("schema")


def _lenient(node: JsonValue, schemas: Json) -> JsonValue:
    """A copy in which unions go by `type` or accept several fits, and ids may be integers."""
    if isinstance(node, list):
        return [_lenient(item, schemas) for item in node]
    if not isinstance(node, dict):
        return node
    body = {key: _lenient(value, schemas) for key, value in node.items()}
    branches = body.pop("oneOf", None) or body.pop("anyOf", None)
    if isinstance(branches, list):
        body["anyOf"] = branches
        chosen = _by_type(branches, schemas)
        if chosen is not None:
            body["allOf"] = [*body.get("allOf", []), *chosen]
            del body["anyOf"]
    if body.get("format") == "snowflake":
        body["type"] = ["string", "integer"]
    return body


def _by_type(branches: list[Json], schemas: Json) -> list[Json] | None:
    """A union of objects told apart by their integer `type`, as one choice for each.

    Faster than trying all (parts nest), and what is told is about the branch that was meant.
    """
    choices: list[Json] = []
    known: list[int] = []
    for branch in branches:
        schema = schemas.get(str(branch.get("$ref")).rpartition("/")[2], {})
        numbers = schema.get("properties", {}).get("type", {}).get("enum")
        if not numbers or "type" not in schema.get("required", []):
            return None
        known += numbers
        is_meant = {"properties": {"type": {"enum": numbers}}, "required": ["type"]}
        choices.append({"if": is_meant, "then": branch})
    if len(known) != len(set(known)):
        return None
    has_known_type = {"required": ["type"], "properties": {"type": {"enum": known}}}
    return [{"type": "object"}, has_known_type, *choices]


def _closed(node: JsonValue) -> JsonValue:
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    body = {key: _closed(value) for key, value in node.items()}
    properties = body.get("properties")
    if isinstance(properties, dict) and "type" in body:
        body["properties"] = properties | dict.fromkeys(_gaps(properties), True)
        if "default_member_permissions" in properties:
            loose = {"type": ["integer", "string", "null"], "minimum": 0}
            body["properties"]["default_member_permissions"] = loose
        body.setdefault("additionalProperties", False)
    return body


def _gaps(properties: Json) -> tuple[str, ...]:
    """Keys that real libraries send and the document does not name."""
    if "default_member_permissions" in properties:
        return ("nsfw",)
    if {"content", "embeds"} <= set(properties):
        return ("tts", "enforce_nonce")
    if {"filename", "description"} <= set(properties):
        return _ECHOED
    if {"title", "fields"} <= set(properties):
        return ("flags",)
    if {"url", "is_animated"} <= set(properties):
        return ("proxy_url", "content_type", "flags", "id", "attachment_id")
    if "icon_url" in properties:
        return ("proxy_icon_url",)
    if {"min_values", "required"} <= set(properties):
        return ("file_types",)
    return ()


def _wrong_field(error: JsonValue) -> WrongField:
    """The innermost reason; of a union's branches the one that got furthest."""
    while error.context:
        error = min(error.context, key=_unlikeliness)
    code = _CODES.get(error.validator, "MODEL_TYPE_CONVERT")
    return WrongField(tuple(error.absolute_path), code, error.message[:300])


def _unlikeliness(error: JsonValue) -> tuple[bool, int]:
    is_null = error.validator == "type" and error.validator_value == "null"
    return is_null, -len(error.path)
