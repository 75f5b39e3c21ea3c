"""Whom a case itself names for a reseal of its card, while hardly anybody can be asked for it."""

from collections.abc import Sequence

from habeas.core.actions import NeedsAccess
from habeas.core.matching.panel import CounselSet, Panel
from habeas.core.states import Case


def list_access(case: Case, prospects: CounselSet, panel: Panel, listed: int) -> list[NeedsAccess]:
    """For a case that nobody has: nobody is named while as many can be asked as its plan asks at once.

    A list that still holds is kept: one new counsel does not rewrite every case.
    """
    if len(prospects) >= case.plan.steps[-1].at_once:
        return _name(case, ())
    if _holds(case.needs_access, case, panel):
        return []
    return _name(case, _nearest_shut_out(case, panel, listed))


def _name(case: Case, counsel: tuple[str, ...]) -> list[NeedsAccess]:
    return [NeedsAccess(case.case_id, case.version, counsel)] if counsel != case.needs_access else []


def _holds(counsel: Sequence[str], case: Case, panel: Panel) -> bool:
    return (
        bool(counsel) and panel.servers(case.area).issuperset(counsel) and case.admitted.isdisjoint(counsel)
    )


def _nearest_shut_out(case: Case, panel: Panel, listed: int) -> tuple[str, ...]:
    """The first in the queue who hold no slot. Few hold one, so a little more than the list is enough."""
    queue = panel.door_queue(case.area, case.language)[: listed + len(case.admitted)]
    return tuple([fingerprint for fingerprint in queue if fingerprint not in case.admitted][:listed])
