"""What every REST call goes through: faults, token, limits, specification, then its route."""

from __future__ import annotations

import json

from aiohttp import web

from bot.local_discord.core import Core
from bot.local_discord.protocol.errors import ApiError, InvalidForm, not_found, unauthorized
from bot.local_discord.rest.body import Body, read_body
from bot.local_discord.rest.route import Answer, Call, Route
from bot.local_discord.rules.body_check import BodyCheck
from bot.local_discord.rules.call_log import RecordedCall
from bot.local_discord.rules.field_types import check_types
from bot.local_discord.rules.rate_limits import Allowance
from bot.local_discord.settings.faults import Fault, FaultKind

PREFIX = "/api/v10"
_FORM_CODES = (50006, 50035, 50109)  # what a careful bot never gets: recorded as violations


class Endpoint:
    """Serves one route."""

    def __init__(self, core: Core, route: Route) -> None:
        self._core = core
        self._route = route

    async def serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(PREFIX)
        faults, method = self._core.faults, request.method
        allowance = self._spend(request)
        body = Body()
        if faults.take(method, path, FaultKind.DROP_BEFORE):
            return self._cut(request, body)
        slow = faults.take(method, path, FaultKind.SLOW)
        if slow is not None:
            await self._core.clock.sleep(slow.delay_s)
        try:
            planned = faults.take(method, path, FaultKind.ANSWER)
            if planned is not None:
                return self._planned(request, planned, allowance)
            self._check_token(request)
            if not allowance.is_allowed:
                return self._limited(request, allowance)
            body = await read_body(request, self._core.payloads.attachment_limit_bytes)
            answer = await self._handle(request, path, body)
        except ApiError as error:
            self._note(request, path, error)
            answer = Answer(error.body(), error.status)
        if faults.take(method, path, FaultKind.DROP_AFTER):
            return self._cut(request, body)
        return self._respond(request, answer, allowance.headers, body)

    async def _handle(self, request: web.Request, path: str, body: Body) -> Answer:
        specification = self._core.specification
        if specification is not None:
            specification.check(self._route.method, path, body.payload)
        check = BodyCheck()
        check_types(check, (), body.payload)
        check.settle()
        is_late = self._core.faults.take(request.method, path, FaultKind.LATE_CALLBACK) is not None
        parameters, query = dict(request.match_info), dict(request.query)
        call = Call(parameters, query, body.payload, body.files, is_late)
        answer = await self._route.handler(call)
        if specification is not None:
            method, told = self._route.method, answer.body
            for wrong in specification.wrong_in_answer(method, path, answer.status, told):
                self._core.call_log.violation(f"answer to {method} {path}: {wrong}")
        return answer

    def _check_token(self, request: web.Request) -> None:
        given = request.headers.get("Authorization")
        if self._route.needs_token and given != f"Bot {self._core.options.token}":
            raise unauthorized()

    def _spend(self, request: web.Request) -> Allowance:
        keys = ("channel", "token", "guild")
        place = next((request.match_info[key] for key in keys if key in request.match_info), "")
        return self._core.rate_limits.spend(self._route.method, self._route.template, place)

    def _note(self, request: web.Request, path: str, error: ApiError) -> None:
        if error.code in _FORM_CODES:
            detail = str(error) if isinstance(error, InvalidForm) else error.message
            self._core.call_log.violation(f"{request.method} {path}: {detail}")

    def _planned(
        self, request: web.Request, fault: Fault, allowance: Allowance
    ) -> web.StreamResponse:
        headers = dict(allowance.headers)
        if not fault.has_via:
            del headers["Via"]
        payload = {"message": fault.message, "code": fault.code}
        if fault.status == 429:
            headers |= _retry_headers(fault.retry_after_s, fault.scope)
            payload = _retry_body(fault.retry_after_s, fault.scope)
        return self._respond(request, Answer(payload, fault.status), headers, Body())

    def _limited(self, request: web.Request, allowance: Allowance) -> web.StreamResponse:
        headers = allowance.headers | _retry_headers(allowance.retry_after_s, "user")
        answer = Answer(_retry_body(allowance.retry_after_s, "user"), 429)
        return self._respond(request, answer, headers, Body())

    def _respond(
        self, request: web.Request, answer: Answer, headers: dict[str, str], body: Body
    ) -> web.StreamResponse:
        self._remember(request, body, answer.status)
        if answer.status == 204:
            return web.Response(status=204, headers=headers)
        # discord.py reads JSON only when the type is exactly this, without a charset.
        typed = headers | {"Content-Type": "application/json"}
        text = json.dumps(answer.body, ensure_ascii=False)
        return web.Response(body=text.encode(), status=answer.status, headers=typed)

    def _cut(self, request: web.Request, body: Body) -> web.StreamResponse:
        """Break the connection; what is returned can no longer be sent."""
        self._remember(request, body, None)
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    def _remember(self, request: web.Request, body: Body, status: int | None) -> None:
        call = RecordedCall(
            method=request.method,
            path=request.path.removeprefix(PREFIX),
            query=dict(request.query),
            payload=body.payload,
            file_names=tuple(file.filename for file in body.files),
            has_token="Authorization" in request.headers,
            user_agent=request.headers.get("User-Agent", ""),
            status=status,
        )
        self._core.call_log.calls.append(call)
        self._core.feed.stir()


class UnknownRoute:
    """Answers whatever is not served here, and records it as a failure of the test."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self._core.call_log.unknown.append(f"{request.method} {request.path}")
        text = json.dumps(not_found().body())
        headers = {"Content-Type": "application/json", "Via": "1.1 local"}
        return web.Response(body=text.encode(), status=404, headers=headers)


def _retry_headers(retry_after_s: float, scope: str) -> dict[str, str]:
    headers = {"Retry-After": str(max(1, round(retry_after_s))), "X-RateLimit-Scope": scope}
    return headers | ({"X-RateLimit-Global": "true"} if scope == "global" else {})


def _retry_body(retry_after_s: float, scope: str) -> dict[str, object]:
    message = "You are being rate limited."
    return {"message": message, "retry_after": retry_after_s, "global": scope == "global"}
