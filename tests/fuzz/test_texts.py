"""A few thousand changed texts in each run; `python -m tests.fuzz texts` judges as many as you like."""

from random import Random

from tests.fuzz.cases import WEIGHTS
from tests.fuzz.mutate import change_value, spell
from tests.fuzz.texts import judge_texts

COUNT = 3_000


def test_no_text_breaks_either_side_or_is_read_by_one_alone() -> None:
    figures = judge_texts(1, COUNT)
    assert figures.splits == [], figures
    assert figures.verdicts.total() == COUNT
    # Some of each kind are read: else the changes would be too coarse to find anything.
    assert {f"{maker.__name__}: read" for maker in WEIGHTS} <= set(figures.verdicts)


def test_the_same_seed_makes_the_same_changes() -> None:
    value = {"a": [1, {"b": "c"}], "d": None}
    changes = [
        [spell(change_value(lot, value)) for _ in range(50)] for lot in (Random(7), Random(7), Random(8))
    ]
    assert changes[0] == changes[1] != changes[2]
