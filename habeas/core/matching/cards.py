"""Whom a card should be resealed to while hardly anybody can be asked for the case."""

from collections.abc import Sequence

from habeas.core.actions import NeedsAccess
from habeas.core.matching.panel import Names, Panel
from habeas.core.states import Case


def access(case: Case, prospects: Names, panel: Panel, listed: int) -> list[NeedsAccess]:
    """For a case that nobody has: nobody is named while as many can be asked as its plan asks at once.

    A list that still holds is kept: one new counsel does not rewrite every case.
    """
    if len(prospects) >= case.plan.steps[-1].at_once:
        return _named(case, ())
    if _holds(case.needs_access, case, panel):
        return []
    return _named(case, _nearest_shut_out(case, panel, listed))


def _named(case: Case, names: tuple[str, ...]) -> list[NeedsAccess]:
    return [NeedsAccess(case.case_id, case.version, names)] if names != case.needs_access else []


def _holds(names: Sequence[str], case: Case, panel: Panel) -> bool:
    return bool(names) and panel.serving(case.area).issuperset(names) and case.admitted.isdisjoint(names)


def _nearest_shut_out(case: Case, panel: Panel, listed: int) -> tuple[str, ...]:
    """The first in the queue who hold no slot. Few hold one, so a little more than the list is enough."""
    queue = panel.door_queue(case.area, case.language)[: listed + len(case.admitted)]
    return tuple([who for who in queue if who not in case.admitted][:listed])
