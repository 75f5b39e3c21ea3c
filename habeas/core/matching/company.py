"""Who rings and who comes at each place: gathered once a place, however many wait there."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from habeas.core.matching.panel import NOBODY, Names
from habeas.core.matching.rule import MatchInput
from habeas.core.states import Case, locality, place_key
from habeas.core.visitors import Visitors


class Company:
    """`coming`: by the key of the place, who is there or on her way there."""

    def __init__(self, inputs: MatchInput, coming: Mapping[str, Names]) -> None:
        self._inputs = inputs
        self._coming = coming
        self._ringing: dict[str, set[str]] = {}
        for search in inputs.searches:
            if not search.idle:
                self._ringing.setdefault(place_key(search.case), set()).update(search.ringing)

    def ringing(self, case: Case) -> AbstractSet[str]:
        """Whose phones ring for somebody at its place."""
        return self._ringing.get(place_key(case), NOBODY)

    def coming(self, case: Case) -> Names:
        """Who is at its place, or on her way there."""
        return self._coming.get(place_key(case), NOBODY)

    def visitors(self) -> Visitors:
        """Of every place where somebody waits: both, as far as they have room for one more case there."""
        first = {locality(search.case): search.case for search in self._inputs.searches}
        return {where: self._with_room(case) for where, case in first.items()}

    def _with_room(self, case: Case) -> list[str]:
        return sorted(self.coming(case).union(self.ringing(case)) & self._inputs.panel.takers(case.area))
