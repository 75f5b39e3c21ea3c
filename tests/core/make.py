"""Small boards for the tests of the core."""

from collections.abc import Iterable
from typing import Any

from habeas.core.actions import Action, MakeOffer
from habeas.core.apply_actions import apply_actions
from habeas.core.board import LIVE, Board, Counsel
from habeas.core.board_events import BoardEvent, apply_event
from habeas.core.decide import decide
from habeas.core.obstacles import Obstacle
from habeas.core.obstacles import obstacles as against
from habeas.core.plan import Plan, Step
from habeas.core.states import Case, Need, Urgency, new_case
from habeas.core.time import HOUR_MS, SECOND_MS, Millis
from habeas.core.transitions import Refusal
from habeas.core.travel import Travel

NOW: Millis = 1_800_000_000_000
PLAN = Plan(steps=(Step(1, 60), Step(2, 60), Step(3, 90)))
# North and south lie on either side of the centre.
TRAVEL = Travel(
    minutes_between={
        "north": {"north": 5, "centre": 20, "south": 45},
        "centre": {"north": 20, "centre": 5, "south": 20},
        "south": {"north": 45, "centre": 20, "south": 5},
    }
)


def a_case(case_id: str = "case", admitted: Iterable[str] = ("ann", "bea", "cleo"), **changed: Any) -> Case:
    """A case that has just opened in the centre, for a Russian speaker who is held now."""
    given: dict[str, Any] = {
        "case_id": case_id,
        "area": "centre",
        "need": Need.detained,
        "urgency": Urgency.now,
        "language": "ru",
        "admitted": frozenset(admitted),
        "plan": PLAN,
        "now": NOW,
    }
    return new_case(**(given | changed))


def a_counsel(fingerprint: str, area: str | None = "centre", **changed: Any) -> Counsel:
    """On duty for a day, in the centre, serving everywhere, in Russian."""
    given: dict[str, Any] = {
        "areas": frozenset(),
        "languages": frozenset({"ru"}),
        "duty_until": NOW + 24 * HOUR_MS,
    }
    return Counsel(fingerprint=fingerprint, area=area, **(given | changed))


def a_board(some_cases: Iterable[Case], some_counsel: Iterable[Counsel]) -> Board:
    return Board(
        cases={case.case_id: case for case in some_cases},
        counsel={one.fingerprint: one for one in some_counsel},
        travel=TRAVEL,
    )


def happened(board: Board, board_event: BoardEvent, now: Millis = NOW) -> Board:
    """The board after what must not be refused."""
    after = apply_event(board, board_event, now)
    assert not isinstance(after, Refusal), after
    return after


def run(board: Board, now: Millis = NOW) -> tuple[Board, tuple[Action, ...]]:
    """The clerk's round: decide, carry out."""
    actions = decide(board, now).actions
    return apply_actions(board, actions, now), actions


def run_seconds(board: Board, seconds: Iterable[int]) -> Board:
    """The clerk's round at each of these seconds after NOW."""
    for second in seconds:
        board, _ = run(board, NOW + second * SECOND_MS)
    return board


def asked_now(actions: Iterable[Action]) -> list[str]:
    """Whom the decision rings, in its order."""
    return [action.counsel for action in actions if isinstance(action, MakeOffer)]


def only(kind: type[Action], actions: Iterable[Action]) -> list[Any]:
    return [action for action in actions if isinstance(action, kind)]


def obstacles(board: Board, case: Case, who: str, now: Millis) -> tuple[Obstacle, ...]:
    """Why she is not offered the case now, all of it read off the board."""
    shown = sum(offer.counsel == who and offer.state in LIVE for offer in board.offers.values())
    return against(case, board.counsel[who], shown, now)


def offer_to(board: Board, counsel: str, case_id: str = "case") -> str:
    """The id of the newest offer of the case to her."""
    hers = [o for o in board.offers.values() if o.counsel == counsel and o.case_id == case_id]
    return max(hers, key=lambda offer: offer.round).offer_id
