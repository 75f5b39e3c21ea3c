"""The open cases of a board, and which of them is first in the line."""

from typing import NamedTuple

from habeas.core.board import Board
from habeas.core.states import OPEN, UNASSIGNED, Case, Urgency
from habeas.core.time import Millis

URGENCY_ORDER = {Urgency.now: 0, Urgency.today: 1, Urgency.soon: 2}


class OpenCases(NamedTuple):
    """unassigned: nobody has them. forgotten: nothing happened in them for long. Each in no order."""

    unassigned: list[Case]
    assigned: list[Case]
    forgotten: list[Case]


def open_cases(board: Board, silent_since: Millis) -> OpenCases:
    """`silent_since`: a case in which nothing happened after that moment is forgotten."""
    found = OpenCases([], [], [])
    for case in board.cases.values():
        if case.state not in OPEN:
            continue
        if case.active_at <= silent_since:
            found.forgotten.append(case)
        elif case.state in UNASSIGNED:
            found.unassigned.append(case)
        else:
            found.assigned.append(case)
    return found


def claim(case: Case) -> tuple[int, int, Millis, str]:
    """The order in which cases ask: the more urgent, the higher ranked, the older; then by id."""
    return URGENCY_ORDER[case.urgency], -case.rank, case.opened_at, case.case_id
