"""Waiting threads sleep, unless the operator chose otherwise."""

import os

import pytest

from engine import Engine
from tests.engine.closed_form import closed_form_model


@pytest.mark.parametrize(("given", "kept"), [(None, "PASSIVE"), ("ACTIVE", "ACTIVE")])
async def test_the_engine_sets_it(
    given: str | None, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", "to be restored")
    monkeypatch.delenv("OMP_WAIT_POLICY")
    if given is not None:
        monkeypatch.setenv("OMP_WAIT_POLICY", given)
    async with Engine(load=lambda _: closed_form_model()) as engine:
        await engine.ready()
    assert os.environ["OMP_WAIT_POLICY"] == kept
