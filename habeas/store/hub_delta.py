"""What followers of live streams have to be told, read once for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from habeas.core.actions import Outlook
from habeas.store import outlooks, owners
from habeas.store.board import changed_now
from habeas.store.overview import CounselRow, changed_on_board, counsel_rows
from habeas.store.owners import Owner
from habeas.store.screens import NO_SCREENS, Screens, screens
from habeas.store.tables import case_, member
from habeas.store.views import CHANGED, CaseView, case_views


@dataclass(frozen=True, slots=True)
class Followed:
    """What live streams are open for."""

    cases: frozenset[str]
    counsel: frozenset[str]
    board: bool


@dataclass(frozen=True, slots=True)
class HubDelta:
    """`movers` are members of any role in whom something changed. For the board are `counsel`, `outlook` and
    `board_cases`: these are `cases`, and those that wait where others visit than before.

    `ended`: of the cases that persons follow, those that their persons have ended, by case. `outlook` is how
    things look now; `looks_other`: it has changed.
    """

    changed: int
    movers: Sequence[str]
    cases: Sequence[CaseView]
    board_cases: Sequence[CaseView]
    ended: Mapping[str, Owner]
    screens: Screens
    counsel: Sequence[CounselRow]
    outlook: Outlook | None
    looks_other: bool


@dataclass(frozen=True, slots=True)
class Most:
    """How many rows are read at most."""

    cases: int
    counsel: int


_CHANGED_IDS = select(case_.c.case_id).where(CHANGED)
_MOVED = select(member.c.fingerprint).where(member.c.changed > bindparam("since"))


def hub_delta(conn: Connection, since: int, followed: Followed, most: Most) -> HubDelta:
    """What happened after transaction `since` to what is followed."""
    changed = changed_now(conn)
    if changed <= since:
        return HubDelta(changed, [], [], [], {}, NO_SCREENS, [], None, False)
    movers = list(conn.execute(_MOVED, {"since": since}).scalars())
    cases = _cases(conn, since, followed, most.cases)
    told = followed.cases.intersection(view.case.case_id for view in cases)
    return HubDelta(
        changed=changed,
        movers=movers,
        cases=cases,
        board_cases=changed_on_board(conn, since, cases, most.cases) if followed.board else [],
        ended=owners.ended_of(conn, told) if told else {},
        screens=screens(conn, followed.counsel.intersection(movers), most.cases),
        counsel=counsel_rows(conn, since, most.counsel) if followed.board else [],
        outlook=outlooks.last(conn) if followed.board else None,
        looks_other=followed.board and outlooks.changed_after(conn, since),
    )


def _cases(conn: Connection, since: int, followed: Followed, most: int) -> list[CaseView]:
    """A flood of presses that nobody follows is passed over by their ids."""
    if followed.board:
        return case_views(conn, "changed", {"since": since}, most)
    if not followed.cases:
        return []
    changed = followed.cases.intersection(conn.execute(_CHANGED_IDS, {"since": since}).scalars())
    return case_views(conn, "some", {"cases": list(changed)}, most) if changed else []
