"""Who is at a place, on her way there or asked to go: gathered once a place, however many wait there."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from habeas.core.matching.panel import NOBODY, Names
from habeas.core.matching.rule import MatchInput
from habeas.core.states import Case, place_key


class Visitors(NamedTuple):
    """ringing: whose phones ring for somebody at the place; coming: who is there or on her way there.

    with_room: who of both has room for one more case in the area; sorted.
    """

    ringing: AbstractSet[str]
    coming: Names
    with_room: Sequence[str]


class VisitorLists:
    """The visitors of every place. `coming`: by the key of the place."""

    def __init__(self, inputs: MatchInput, coming: Mapping[str, Names]) -> None:
        self._panel = inputs.panel
        self._coming = coming
        self._ringing: dict[str, set[str]] = {}
        self._visitors: dict[tuple[str, str], Visitors] = {}
        for search in inputs.searches:
            if not search.idle:
                self._ringing.setdefault(place_key(search.case), set()).update(search.ringing)

    def to(self, case: Case) -> Visitors:
        """Those of its place. Areas are told apart: a tag may join cases that were pressed in two areas."""
        key = place_key(case), case.area
        if key not in self._visitors:
            self._visitors[key] = self._gather(*key)
        return self._visitors[key]

    def _gather(self, place: str, area: str) -> Visitors:
        ringing, coming = self._ringing.get(place, NOBODY), self._coming.get(place, NOBODY)
        return Visitors(ringing, coming, sorted(coming.union(ringing) & self._panel.takers(area)))
