"""How busy other programs are is told from what the system counts, or from its load."""

import time

import pytest

from engine.runtime import busy
from engine.runtime.busy import CpuTimes, Watch, read_now


def others(after: CpuTimes | None, load: float | None = None, cores: int = 2) -> float | None:
    """As told after a beginning at which all was 0."""
    readings = iter([None if after is None else CpuTimes(0, 0, 0), after])
    return Watch(lambda: next(readings), lambda: load, cores).others()


def test_what_we_take_ourselves_is_not_others() -> None:
    assert others(CpuTimes(clock_s=10, all_s=20, own_s=20)) == 0
    assert others(CpuTimes(clock_s=10, all_s=5, own_s=5)) == 0
    assert others(CpuTimes(clock_s=10, all_s=0, own_s=1)) == 0  # counted a moment apart


def test_what_others_take_is_a_share_of_all_cores() -> None:
    assert others(CpuTimes(clock_s=10, all_s=20, own_s=10)) == pytest.approx(0.5, abs=0.01)
    assert others(CpuTimes(10, 20, 10), cores=64) == pytest.approx(10 / 640, abs=0.01)


def test_a_moment_too_short_to_count_is_quiet() -> None:
    assert others(CpuTimes(clock_s=0.02, all_s=0.03, own_s=0.01)) == 0
    assert others(CpuTimes(clock_s=0.0, all_s=0.0, own_s=0.0)) == 0


def test_where_nothing_is_counted_the_load_says_it() -> None:
    assert others(None, load=3.0) == 1.0  # two beside our own
    assert others(None, load=0.4) == 0
    assert others(None, load=None) is None


def test_this_system_is_read(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    began = read_now()
    if began is not None:  # on Linux
        while time.process_time() < began.own_s + 0.05:
            pass
        now = read_now()
        assert now is not None
        assert now.clock_s > began.clock_s and now.all_s > began.all_s
    monkeypatch.setattr(busy, "STAT", tmp_path / "stat")
    assert read_now() is None
    (tmp_path / "stat").write_text("nothing of the kind\n")
    assert read_now() is None
    (tmp_path / "stat").write_text("cpu  100 20 30 9999 9999 1 2 3 50 60\ncpu0 1\n")
    told = read_now()
    assert told is not None and told.all_s == pytest.approx(156 / busy.os.sysconf("SC_CLK_TCK"))
