"""Who should be able to open a card and cannot: named, so that a page that can open it reseals it to them.

A phone seals a card to a few of those on duty, by lot; who is sent to the place is seldom one of them.
"""

from collections.abc import Sequence
from itertools import filterfalse, islice

from habeas.core.actions import NeedsAccess
from habeas.core.matching.panel import Names, Panel
from habeas.core.states import Case


def access(
    case: Case, prospects: Names, visitors: Sequence[str], panel: Panel, listed: int
) -> list[NeedsAccess]:
    """For a case that nobody has. `visitors`: sorted, who is at its place, on her way there or asked to go,
    and has room for one more case in its area.

    Others too, when fewer can be asked than its plan asks at once. A list that still holds is kept: one new
    counsel does not rewrite every case.
    """
    # One more than are named: then a list that leaves somebody out is seen to.
    shut_out = _shut_out(case, visitors, max(listed, len(case.needs_access) + 1))
    if len(prospects) >= case.plan.steps[-1].at_once:
        return _named(case, shut_out[:listed])
    if _holds(case.needs_access, case, panel) and set(case.needs_access).issuperset(shut_out):
        return []
    return _named(case, [*shut_out, *_nearest_shut_out(case, shut_out, panel, listed)][:listed])


def _shut_out(case: Case, visitors: Sequence[str], most: int) -> list[str]:
    """The first of them. Few hold a slot, so a place with hundreds of visitors is not gone through."""
    able = case.admitted | case.ruled_out
    return list(islice(filterfalse(able.__contains__, visitors), most))


def _named(case: Case, names: Sequence[str]) -> list[NeedsAccess]:
    named = tuple(names)
    return [NeedsAccess(case.case_id, case.version, named)] if named != case.needs_access else []


def _holds(known: Sequence[str], case: Case, panel: Panel) -> bool:
    return bool(known) and panel.serving(case.area).issuperset(known) and case.admitted.isdisjoint(known)


def _nearest_shut_out(case: Case, named: Sequence[str], panel: Panel, listed: int) -> list[str]:
    """The first in the queue who hold no slot. Few hold one, so a little more than the list is enough."""
    known = case.admitted.union(named)
    return [
        who for who in panel.door_queue(case.area, case.language)[: listed + len(known)] if who not in known
    ]
