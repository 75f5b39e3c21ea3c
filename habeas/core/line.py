"""Who is looked at, and who waits in line: decided before anybody is matched, so that a flood costs little.

docs/decisions/0010-ranks.md says why. On a board that is not flooded everybody is looked at. Whether it is
hangs on the ranks of all open cases, so that giving somebody a counsel does not change it.
"""

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop
from typing import NamedTuple
from zlib import crc32

from msgspec import structs

from habeas.core.actions import Action, AskDesk, Decision, Outlook, Tell, Wake
from habeas.core.board import LIVE, Board
from habeas.core.claims import URGENCY_ORDER, OpenCases, open_cases
from habeas.core.config import Config
from habeas.core.duty import on_duty
from habeas.core.ranks import Rank, is_proven, is_sunk, rank_class
from habeas.core.states import Case, DeskReason, Missing, State
from habeas.core.time import Millis


class Line(NamedTuple):
    """front: the board with those who are looked at, each with the rank that counts now. behind: the others.

    turns: in a flood, the order of those in front whom nobody has, by case id; empty when there is none.
    """

    front: Board
    behind: list[Case]
    turns: Mapping[str, int]


def form_line(board: Board, now: Millis, config: Config) -> Line:
    """Who is looked at now."""
    cases = open_cases(board, now - config.silent_ms)
    ranked = sum(case.rank >= Rank.work for case in (*cases.unassigned, *cases.assigned))
    beyond = _beyond_share(board, cases, now, config)
    unranked = len(cases.unassigned) + len(cases.assigned) - ranked + len(beyond)
    most = config.crowd_cases if ranked else config.most_unproven
    if unranked <= most and ranked <= config.most_proven:
        return Line(_with_ranks(board, cases, beyond), [], {})
    proven = [case for case in cases.unassigned if is_proven(case) and case.case_id not in beyond]
    ahead = sorted(proven, key=lambda case: _turn(case, board))[: config.most_proven]
    ids = {case.case_id for case in ahead}
    others = (case for case in cases.unassigned if case.case_id not in ids)
    first = [*ahead, *_draw(others, board, now, config)]
    asked = {offer.case_id for offer in board.offers.values() if offer.state in LIVE}
    turns = {case.case_id: number for number, case in enumerate(first)}
    behind = [case for case in cases.unassigned if case.case_id not in turns and case.case_id not in asked]
    return Line(_with_ranks(_without(board, behind), cases, beyond), behind, turns)


def _without(board: Board, behind: list[Case]) -> Board:
    gone = {case.case_id for case in behind}
    return structs.replace(board, cases={key: case for key, case in board.cases.items() if key not in gone})


def join_line(decision: Decision, line: Line, now: Millis, config: Config) -> Decision:
    """What follows for those behind: each is told once, and sleeps until it is in front or forgotten."""
    if not line.behind:
        return decision
    served, everywhere = _served_areas(line.front, now)
    actions: list[Action] = []
    for case in line.behind:
        reason = DeskReason.crowded if everywhere or case.area in served else DeskReason.nobody_on_duty
        actions.extend(_sent_behind(case, reason, now, config))
    forgotten_at = min(case.active_at for case in line.behind) + config.silent_ms
    outlook = Outlook(decision.outlook.waiting + len(line.behind), decision.outlook.reachable)
    return structs.replace(
        decision,
        actions=(*decision.actions, *actions),
        wake_at=min(forgotten_at, decision.wake_at or forgotten_at),
        outlook=outlook,
    )


def _sent_behind(case: Case, reason: DeskReason, now: Millis, config: Config) -> list[Action]:
    waits = case.state is State.waiting
    actions: list[Action] = [AskDesk(case.case_id, case.version, reason)] if waits else []
    if waits or case.wake_at is None or case.wake_at <= now:
        actions.append(Wake(case.case_id, case.version, case.active_at + config.silent_ms))
    if case.missing in (None, Missing.answer):
        missing = Missing.duty if reason is DeskReason.nobody_on_duty else Missing.elsewhere
        actions.append(Tell(case.case_id, case.version, missing))
    return actions


def _turn(case: Case, board: Board) -> tuple[bool, int, int, Millis, str]:
    """Of those who show something: the sunk last, the higher ranked first, then as ever."""
    order = URGENCY_ORDER[case.urgency], case.opened_at, case.case_id
    return is_sunk(case, board.unreal), -case.rank, *order


def _draw(cases: Iterable[Case], board: Board, now: Millis, config: Config) -> list[Case]:
    """As many of these as are looked at: the sunk last, and nobody whose card nobody on duty can open."""
    duty = frozenset(key for key, counsel in board.counsel.items() if on_duty(counsel, now))
    salt = f"{board.lot}|{now // config.lot_ms}|"
    lots = [
        (is_sunk(case, board.unreal), crc32((salt + case.case_id).encode()), case.case_id) for case in cases
    ]
    heapify(lots)
    first: list[Case] = []
    while lots and len(first) < config.drawn_cases:
        case = board.cases[heappop(lots)[2]]
        if not (case.admitted - case.ruled_out).isdisjoint(duty):
            first.append(case)
    return first


def _beyond_share(board: Board, cases: OpenCases, now: Millis, config: Config) -> set[str]:
    """Who of a rank is beyond its share of counsel and counts as showing nothing; the first are not."""
    shares = {Rank.known: config.known_share, Rank.armed: config.armed_share}
    ranked = (case for case in (*cases.unassigned, *cases.assigned) if case.rank >= Rank.armed)
    limited = [case for case in ranked if rank_class(case) in shares]
    if not limited:
        return set()
    duty = sum(on_duty(counsel, now) for counsel in board.counsel.values())
    room = {rank: max(1, int(duty * share)) for rank, share in shares.items()}
    beyond = set()
    for case in sorted(limited, key=lambda case: (URGENCY_ORDER[case.urgency], case.opened_at, case.case_id)):
        rank = rank_class(case)
        room[rank] -= 1
        if room[rank] < 0:
            beyond.add(case.case_id)
    return beyond


def _with_ranks(board: Board, cases: OpenCases, beyond: set[str]) -> Board:
    ranked = {
        case.case_id: structs.replace(case, rank=int(Rank.none))
        for case in cases.unassigned
        if case.case_id in beyond and case.case_id in board.cases
    }
    return structs.replace(board, cases={**board.cases, **ranked}) if ranked else board


def _served_areas(board: Board, now: Millis) -> tuple[frozenset[str], bool]:
    """Areas that somebody on duty serves by name, and whether somebody serves all."""
    duty = [counsel for counsel in board.counsel.values() if on_duty(counsel, now)]
    return frozenset(area for row in duty for area in row.areas), any(not row.areas for row in duty)
