"""Who rings and who comes at each place: gathered once a place, however many wait there."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from habeas.core.matching.panel import NO_COUNSEL, CounselSet
from habeas.core.matching.rule import MatchInput
from habeas.core.states import Case, locality
from habeas.core.visitors import Visitors


class Around(NamedTuple):
    """callees: whose phones ring for somebody at a place. attendants: who is there, or on her way there."""

    callees: AbstractSet[str]
    attendants: CounselSet


ALONE = Around(NO_COUNSEL, NO_COUNSEL)


class Company:
    """`attendants`: by the key of a place, who is there or on her way there."""

    def __init__(self, inputs: MatchInput, attendants: Mapping[str, CounselSet]) -> None:
        self._inputs = inputs
        self._places = inputs.case_places()
        callees: dict[str, set[str]] = {}
        for search in inputs.searches:
            if not search.idle:
                callees.setdefault(self._places[search.case.case_id], set()).update(search.callees)
        self._around = {
            key: Around(callees.get(key, NO_COUNSEL), attendants.get(key, NO_COUNSEL))
            for key in callees.keys() | attendants.keys()
        }

    def around(self, case: Case) -> Around:
        """At its place."""
        return self._around.get(self._places[case.case_id], ALONE)

    def visitors(self) -> Visitors:
        """Of every place where somebody waits: both, as far as they have room for one more case there."""
        samples = {locality(search.case): search.case for search in self._inputs.searches}
        return {spot: self._with_room(case) for spot, case in samples.items()}

    def _with_room(self, case: Case) -> list[str]:
        callees, attendants = self.around(case)
        return sorted(attendants.union(callees) & self._inputs.panel.takers(case.area))
