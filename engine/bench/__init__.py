"""Our engine beside the stock diffusers pipeline behind a lock: same weights, same jobs, same run.

    load.py      who orders what, and when: the same list for both sides
    sides.py     one way to make a picture: our engine, or whoever else can take an order
    lock.py      the other way: the stock pipeline, one job at a time
    race.py      both in turn, idle and under load
    figures.py   seconds into means, shares and ratios
    parity.py    a sample made again alone by the stock pipeline: is it the same picture?
    models.py    folders of real architecture and random weights; flow_models.py has tiny ones
    overhead.py  what a step costs besides the model
    card/        a card that was never seen: is it right there, and how fast?

It prints nothing, but for what is run as a program in card/, and importing this package does not
import torch. docs/benchmark.md is its page.
"""

from engine.bench.figures import Comparison, Measured
from engine.bench.load import Load
from engine.bench.race import compare, random_model
from engine.bench.sides import EngineSide, Made, Side

__all__ = [
    "Comparison",
    "EngineSide",
    "Load",
    "Made",
    "Measured",
    "Side",
    "compare",
    "random_model",
]
