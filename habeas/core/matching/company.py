"""Who rings and who comes at each place: gathered once a place, however many wait there."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from habeas.core.matching.panel import NO_COUNSEL, CounselSet
from habeas.core.matching.rule import MatchInput
from habeas.core.states import Case, locality, place_key
from habeas.core.visitors import Visitors


class Company:
    """`attendants`: by the key of a place, who is there or on her way there."""

    def __init__(self, inputs: MatchInput, attendants: Mapping[str, CounselSet]) -> None:
        self._inputs = inputs
        self._attendants = attendants
        self._callees: dict[str, set[str]] = {}
        for search in inputs.searches:
            if not search.idle:
                self._callees.setdefault(place_key(search.case), set()).update(search.callees)

    def callees(self, case: Case) -> AbstractSet[str]:
        """Whose phones ring for somebody at its place."""
        return self._callees.get(place_key(case), NO_COUNSEL)

    def attendants(self, case: Case) -> CounselSet:
        """Who is at its place, or on her way there."""
        return self._attendants.get(place_key(case), NO_COUNSEL)

    def visitors(self) -> Visitors:
        """Of every place where somebody waits: both, as far as they have room for one more case there."""
        samples = {locality(search.case): search.case for search in self._inputs.searches}
        return {spot: self._with_room(case) for spot, case in samples.items()}

    def _with_room(self, case: Case) -> list[str]:
        everybody = self.attendants(case).union(self.callees(case))
        return sorted(everybody & self._inputs.panel.takers(case.area))
