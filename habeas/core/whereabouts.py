"""Where counsel is. Of a client who has somebody beside her the place is not kept, so it is inferred."""

from collections.abc import Iterable

from habeas.core.states import Case, State, place_key
from habeas.core.time import Millis

# By area: the moment and the case by which a place is chosen, and the place.
_Choice = dict[str, tuple[Millis, str, str]]


def counsel_places(cases: Iterable[Case]) -> dict[str, str]:
    """By case id, the place of each of one counsel's cases.

    A client whom she is with has no tag any more. Others of the same area were promised to her because she
    was at their place or going there: she is taken to be with the client at the place of the first of them.
    Where there is none, the area must do.
    """
    held = list(cases)
    promised: _Choice = {}
    for case in held:
        if case.place_tag is not None and case.expected_at is not None:
            choice = (case.accepted_at or 0, case.case_id, case.place_tag)
            promised[case.area] = min(choice, promised.get(case.area, choice))
    return {case.case_id: _place(case, promised) for case in held}


def _place(case: Case, promised: _Choice) -> str:
    if case.state is State.arrived and case.place_tag is None and case.area in promised:
        return promised[case.area][2]
    return place_key(case)
