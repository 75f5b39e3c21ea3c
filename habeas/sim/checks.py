"""The promises of the house, looked at from outside: on a board, over a step, and in what was decided."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from habeas.core.actions import Action, Decision, MakeOffer, Promise, Retract, TakeHeld
from habeas.core.apply_actions import apply_actions
from habeas.core.board import LIVE, Board, OfferState, changes
from habeas.core.board_events import BoardEvent, OfferAccepted, OfferDeclined, OnCase
from habeas.core.config import DEFAULT, Config
from habeas.core.decide import decide
from habeas.core.duty import on_duty
from habeas.core.states import ASSIGNED, OPEN, UNASSIGNED, Case, State
from habeas.core.time import MINUTE_MS, Millis
from habeas.core.transitions import HandedBack


class Broken(Exception):
    """A promise of the house did not hold; the message says which and where."""


def must(holds: bool, what: str) -> None:
    """Raises Broken unless it holds."""
    if not holds:
        raise Broken(what)


def check(board: Board, now: Millis, config: Config = DEFAULT) -> None:
    """Raises Broken when a promise of the house does not hold on this board."""
    for case in board.cases.values():
        if case.state in OPEN:
            awake = case.wake_at is not None or case.state is State.desk
            must(awake, f"{case.case_id} neither wakes nor is at the desk")
        must((case.state in ASSIGNED) == (case.counsel is not None), f"{case.case_id} is half assigned")
    _offers(board)
    held = Counter(case.counsel for case in board.cases.values() if case.state in ASSIGNED)
    loads = {who: one.load for who, one in board.counsel.items() if one.load}
    must(loads == dict(held), "loads are not the assignments")
    _again(board, now, config)


def step(before: Board, after: Board) -> None:
    """A change is one version, and what was stamped on a case when it opened stays."""
    for change in changes(before, after).cases:
        case, old = change.case, before.cases.get(change.case.case_id)
        must(case.version == change.from_version + 1, f"{case.case_id} jumps to version {case.version}")
        if old is not None:
            same = (case.plan, case.opened_at, case.language) == (old.plan, old.opened_at, old.language)
            must(same, f"{case.case_id} is another case than it was")
            must(case.active_at >= old.active_at, f"{case.case_id} has become older")


class PromiseAuditor:
    """Remembers what counsel said, whatever the board says of it."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._answers: set[tuple[type, str]] = set()
        self._refused: dict[str, set[str]] = defaultdict(set)

    def after_event(self, before: Board, board_event: BoardEvent, after: Board, now: Millis) -> None:
        """`board_event` was taken."""
        match board_event:
            case OfferAccepted(offer_id, who) | OfferDeclined(offer_id, who):
                offer, said = before.offers[offer_id], (type(board_event), offer_id)
                must(said not in self._answers, f"{board_event} counts twice")
                must(offer.counsel == who and offer.expires_at > now, f"{board_event} counts and is late")
                self._answers.add(said)
                if isinstance(board_event, OfferDeclined):
                    self._refused[offer.case_id].add(who)
                else:
                    holds = after.offers.get(offer_id) or after.cases[offer.case_id]
                    must(holds.counsel == who, f"{board_event} was told yes and does not have the case")
            case OnCase(case_id, HandedBack(who)):
                self._refused[case_id].add(who)

    def after_decision(self, before: Board, decision: Decision, after: Board, now: Millis) -> None:
        """`decision` was made on `before`, and leads to `after`."""
        keys = [action.key for action in decision.actions]
        must(len(set(keys)) == len(keys), "two actions have one key")
        again = decide(before, now, self._config)
        must([action.key for action in again.actions] == keys, "the same board is decided in two ways")
        retracted = [one.case_id for one in decision.actions if isinstance(one, Retract)]
        free = Counter(before.cases[case_id].counsel for case_id in retracted)
        for action in decision.actions:
            self._action(before, action, after, now)
            if isinstance(action, MakeOffer):
                who = before.counsel[action.counsel]
                must(who.load - free[action.counsel] < who.capacity, f"{action.counsel} is full, and asked")
        self._full(before, decision, after)
        for case in after.cases.values():
            if case.state in OPEN:
                not_overdue = case.wake_at is None or case.wake_at > now
                must(not_overdue, f"{case.case_id} was due and still is")
                self._check_own(before, case)
                self._overdue(case, now)

    def _action(self, before: Board, action: Action, after: Board, now: Millis) -> None:
        case = after.cases.get(action.case_id)
        match action:
            case MakeOffer(counsel=who):
                self._may(case, after, who, now, "is asked for")
            case Promise(case_id, counsel=who):
                self._may(case, after, who, now, "is promised to")
                must(case is not None and case.counsel == who, f"{case_id} has not who was promised")
            case TakeHeld(offer_id, case_id):
                who = before.offers[offer_id].counsel
                must(before.offers[offer_id].state is OfferState.held, f"{offer_id} was not held")
                must(case is not None and case.counsel == who, f"{case_id} has not who said yes")
            case Retract(case_id):
                gone = case is not None and case.state in UNASSIGNED and case.expected_at is None
                must(gone, f"{case_id} was retracted, and the person is told otherwise")

    def _may(self, case: Case | None, board: Board, who: str, now: Millis, what: str) -> None:
        """She can open the card, has not refused, and is on duty."""
        assert case is not None
        must(who in case.admitted, f"{who} {what} {case.case_id} and cannot open the card")
        must(who not in self._refused[case.case_id], f"{who} {what} {case.case_id} and has refused")
        must(on_duty(board.counsel[who], now), f"{who} {what} {case.case_id} off duty")

    def _full(self, before: Board, decision: Decision, after: Board) -> None:
        """Nobody is promised more than she takes; whom she takes over while she is inside does not count."""
        for who in {one.counsel for one in decision.actions if isinstance(one, Promise)}:
            new = [one for one in _promised_to(who, decision) if before.cases[one].state in UNASSIGNED]
            over = len(list(_promised_to(who, decision))) - len(new)
            one = after.counsel[who]
            must(not new or one.load - over <= one.capacity, f"{who} is promised more than she takes")

    def _check_own(self, before: Board, case: Case) -> None:
        """What she took herself is nobody's but hers to give back."""
        old = before.cases.get(case.case_id)
        if old is not None and old.state in ASSIGNED and old.expected_at is None:
            must(case.counsel == old.counsel, f"{case.case_id} was taken from {old.counsel}")

    def _overdue(self, case: Case, now: Millis) -> None:
        """A promise of the machine does not outlive the limit by more than somebody may be kept out."""
        if case.state is State.arrived or case.expected_at is None:
            return
        shut_out = round(self._config.refused_minutes * MINUTE_MS)
        limit = case.opened_at + round(self._config.limit_minutes * MINUTE_MS)
        until = max(case.expected_at, limit, (case.refused_at or 0) + shut_out) + shut_out
        must(now <= until, f"{case.case_id} was promised {case.counsel}, who never came")


def _promised_to(who: str, decision: Decision) -> Iterator[str]:
    return (one.case_id for one in decision.actions if isinstance(one, Promise) and one.counsel == who)


def _offers(board: Board) -> None:
    live = [offer for offer in board.offers.values() if offer.state in LIVE]
    for offer in live:
        case = board.cases.get(offer.case_id)
        must(case is not None and case.state in UNASSIGNED, f"a phone rings for {offer.case_id} in vain")
    phones = Counter(offer.counsel for offer in live)
    must(all(rings == 1 for rings in phones.values()), "one phone shows several offers")
    for case_id, rings in Counter(offer.case_id for offer in live).items():
        most = max(one.at_once for one in board.cases[case_id].plan.steps)
        must(rings <= most, f"{rings} phones ring for {case_id}")


def _again(board: Board, now: Millis, config: Config) -> None:
    """Deciding asks nobody who is off duty, and deciding again adds nothing."""
    decision = decide(board, now, config)
    after = apply_actions(board, decision.actions, now)
    must(decide(after, now, config).actions == (), "deciding again adds something")
    for offer in after.offers.values():
        if offer.state in LIVE:
            must(on_duty(after.counsel[offer.counsel], now), f"{offer.counsel} rings off duty")
