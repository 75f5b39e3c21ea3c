"""What changed for those who follow live streams, read once for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from habeas.store import outlooks, owners, sessions
from habeas.store.board import changed_now
from habeas.store.overview import BoardView, Most, changes_of
from habeas.store.owners import Owner
from habeas.store.screens import NO_SCREENS, Screens, screens
from habeas.store.tables import case_, member
from habeas.store.views import CHANGED_SINCE, CaseView, case_views


@dataclass(frozen=True, slots=True)
class Audience:
    """What live streams are open for."""

    cases: frozenset[str]
    counsel: frozenset[str]
    board: bool


@dataclass(frozen=True, slots=True)
class HubDelta:
    """`movers` are members of any role in whom something changed. `cases` are those that changed.

    session_ends: grows when sessions end before their time. ended: of the cases that persons follow, those
    that their persons have ended, by case. board: None when nobody follows it, or nothing of it changed.
    """

    changed: int
    session_ends: int
    movers: Sequence[str] = ()
    cases: Sequence[CaseView] = ()
    ended: Mapping[str, Owner] = field(default_factory=dict)
    screens: Screens = NO_SCREENS
    board: BoardView | None = None


_CHANGED_IDS = select(case_.c.case_id).where(CHANGED_SINCE)
_MOVERS = select(member.c.fingerprint).where(member.c.changed > bindparam("since"))


def hub_delta(conn: Connection, since: int, audience: Audience, most: Most) -> HubDelta:
    """What happened after transaction `since` to what is audience."""
    changed = changed_now(conn)
    session_ends = sessions.ends(conn)
    if changed <= since:
        return HubDelta(changed, session_ends)
    movers = list(conn.execute(_MOVERS, {"since": since}).scalars())
    cases = _cases(conn, since, audience, most.cases)
    owned_cases = audience.cases.intersection(view.case.case_id for view in cases)
    return HubDelta(
        changed=changed,
        session_ends=session_ends,
        movers=movers,
        cases=cases,
        ended=owners.ended_of(conn, owned_cases) if owned_cases else {},
        screens=screens(conn, audience.counsel.intersection(movers), most.cases),
        board=_board(conn, since, cases, most) if audience.board else None,
    )


def _board(conn: Connection, since: int, cases: Sequence[CaseView], most: Most) -> BoardView | None:
    view = changes_of(conn, since, cases, most)
    has_changed = view.cases or view.revisited or view.counsel or outlooks.changed_after(conn, since)
    return view if has_changed else None


def _cases(conn: Connection, since: int, audience: Audience, most: int) -> list[CaseView]:
    """A flood of presses that nobody follows is passed over by their ids."""
    if audience.board:
        return case_views(conn, "changed", {"since": since}, most)
    if not audience.cases:
        return []
    changed = audience.cases.intersection(conn.execute(_CHANGED_IDS, {"since": since}).scalars())
    return case_views(conn, "by_ids", {"cases": list(changed)}, most) if changed else []
