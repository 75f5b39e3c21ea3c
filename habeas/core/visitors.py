"""Visitors of a place: who is there, comes or is asked to go. They should be able to open every card there.

A phone seals a card to a few of those on duty, by lot; who is sent to the place is seldom one of them. So the
decision says who visits which place, and a page that can open a card reseals it to whom it is shut.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import filterfalse, islice

from habeas.core.states import UNASSIGNED, Case, Locality

# Fingerprints, sorted: those who visit the place and have room for one more case in the area.
Visitors = Mapping[Locality, Sequence[str]]


def shut_out(case: Case, visitors: Sequence[str], listed: int) -> tuple[str, ...]:
    """Whom the card of a case should be resealed to: at most `listed`, of the `visitors` of its place first.

    Then come those whom the case itself names (`needs_access`). Nobody for a case that somebody has.
    """
    if case.state not in UNASSIGNED:
        return ()
    able = case.admitted | case.ruled_out
    first = tuple(islice(filterfalse(able.__contains__, visitors), listed))
    return (*first, *islice(_others(case, first), listed - len(first)))


def _others(case: Case, first: Sequence[str]) -> Iterator[str]:
    return (who for who in case.needs_access if who not in case.admitted and who not in first)
