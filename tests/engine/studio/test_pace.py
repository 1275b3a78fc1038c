"""The pace of a stage: pauses do not count, and the learning rate ends near zero."""

from engine.studio.training.pace import Pace


def test_a_pause_counts_as_ten_steps_at_most() -> None:
    pace = Pace(budget_s=1000.0, warmup_steps=1, decay_from=0.5)
    pace.rest(0.0)
    for second in range(1, 11):
        pace.count_step(float(second))
    pace.count_step(500.0)
    assert pace.elapsed_s == 20.0
    assert pace.step == 11


def test_work_between_steps_is_left_out() -> None:
    pace = Pace(budget_s=1000.0, warmup_steps=1, decay_from=0.5)
    pace.rest(0.0)
    pace.count_step(1.0)
    pace.rest(400.0)
    pace.count_step(401.0)
    assert pace.elapsed_s == 2.0


def test_the_learning_rate_warms_up_and_decays() -> None:
    pace = Pace(budget_s=100.0, warmup_steps=4, decay_from=0.6)
    assert pace.factor() == 0.25
    pace.step, pace.elapsed_s = 50, 60.0
    assert pace.factor() == 1.0
    pace.elapsed_s = 100.0
    assert pace.factor() < 0.03
    assert pace.is_finished


def test_a_longer_budget_takes_the_decay_back() -> None:
    pace = Pace(budget_s=200.0, warmup_steps=1, decay_from=0.6, step=10, elapsed_s=100.0)
    assert pace.factor() == 1.0


def test_no_budget_is_finished_at_once() -> None:
    pace = Pace(budget_s=0.0, warmup_steps=1, decay_from=0.6)
    assert pace.is_finished
    assert pace.share == 1.0
