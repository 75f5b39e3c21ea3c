"""Where people are taken to be: many have no tag, and once somebody is inside it is gone."""

from collections.abc import Iterable, Mapping

from habeas.core.states import Case
from habeas.core.time import Millis

# By counsel and area: the moment and the case by which a place is chosen, and the place.
_Stays = dict[tuple[str | None, str], tuple[Millis, str, str]]


def case_places(cases: Iterable[Case]) -> dict[str, str]:
    """By case id, the place of each case: its tag, and without one what may be inferred.

    A client whom somebody has is at the place of the first of that counsel's other clients of the area: most
    are promised to her because she is there or on her way. Else she is at the one place of the area that has
    a tag. Where there is none, or more than one, the area must do. Who waits is nowhere by a guess: she would
    wait for whoever goes to the place that was guessed, while others are free.
    """
    known = list(cases)
    tagged = [case for case in known if case.place_tag is not None]
    only_tags, stays = _only_tags(tagged), _stays(tagged)
    return {case.case_id: case.place_tag or _inference(case, only_tags, stays) for case in known}


def _only_tags(tagged: Iterable[Case]) -> Mapping[str, str]:
    """By area, where one place alone has a tag."""
    tags: dict[str, set[str]] = {}
    for case in tagged:
        if case.place_tag is not None:
            tags.setdefault(case.area, set()).add(case.place_tag)
    return {area: min(found) for area, found in tags.items() if len(found) == 1}


def _stays(tagged: Iterable[Case]) -> _Stays:
    stays: _Stays = {}
    for case in tagged:
        if case.place_tag is not None and case.counsel is not None:
            key, choice = (case.counsel, case.area), (case.accepted_at or 0, case.case_id, case.place_tag)
            stays[key] = min(choice, stays.get(key, choice))
    return stays


def _inference(case: Case, only_tags: Mapping[str, str], stays: _Stays) -> str:
    if case.counsel is None:
        return case.area
    stay = stays.get((case.counsel, case.area))
    return only_tags.get(case.area, case.area) if stay is None else stay[2]
