"""The assignment problem against an independent solver (HiGHS), and the greedy fallback against both."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from habeas.core.matching.assign import best_pairs, greedy_pairs

Problem = tuple[np.ndarray, np.ndarray, np.ndarray]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to 8 counsel and 12 slots, some pairs, some of them worth nothing or less."""
    pairs = st.tuples(st.integers(0, 7), st.integers(0, 11))
    chosen = sorted(draw(st.sets(pairs, max_size=40)))
    values = [draw(st.integers(-20, 100)) / 10 for _ in chosen]
    rows, columns = (np.array([pair[hand] for pair in chosen], dtype=np.int64) for hand in (0, 1))
    return rows, columns, np.array(values)


def optimum(rows: np.ndarray, columns: np.ndarray, values: np.ndarray) -> float:
    """By HiGHS: each row and each column once at most."""
    if values.size == 0:
        return 0.0
    used = [rows == row for row in np.unique(rows)] + [columns == column for column in np.unique(columns)]
    found = linprog(-values, A_ub=np.array(used, dtype=float), b_ub=np.ones(len(used)), bounds=(0, 1))
    assert found.success
    return float(-found.fun)


def is_matching(edges: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> bool:
    return len(set(rows[edges])) == len(edges) == len(set(columns[edges]))


@given(problems())
def test_the_matching_is_the_optimum(problem: Problem) -> None:
    rows, columns, values = problem
    edges = best_pairs(rows, columns, values)
    assert is_matching(edges, rows, columns)
    assert abs(values[edges].sum() - optimum(*problem)) < 1e-6


@given(problems())
def test_greedy_is_a_matching_and_never_better(problem: Problem) -> None:
    rows, columns, values = problem
    edges = greedy_pairs(rows, columns, values)
    assert is_matching(edges, rows, columns)
    assert (values[edges] > 0).all()
    assert values[edges].sum() <= values[best_pairs(rows, columns, values)].sum() + 1e-9


def test_greedy_can_be_worse() -> None:
    rows, columns, values = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([3.0, 2.0, 2.9])
    assert values[greedy_pairs(rows, columns, values)].sum() == 3.0
    assert values[best_pairs(rows, columns, values)].sum() == 4.9
