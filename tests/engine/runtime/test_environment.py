"""Waiting threads spin briefly and sleep, unless the operator chose otherwise."""

import os

import pytest

from engine import Engine
from tests.engine.closed_form import closed_form_model


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "kept", "spins"), [(None, "PASSIVE", "1000"), ("ACTIVE", "ACTIVE", None)]
)
async def test_the_engine_sets_it(
    given: str | None, kept: str, spins: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"):
        monkeypatch.setenv(name, "to be restored")
        monkeypatch.delenv(name)
    if given is not None:
        monkeypatch.setenv("OMP_WAIT_POLICY", given)
    async with Engine(load=lambda _: closed_form_model()) as engine:
        await engine.ready()
    assert os.environ["OMP_WAIT_POLICY"] == kept
    assert os.environ.get("GOMP_SPINCOUNT") == spins
