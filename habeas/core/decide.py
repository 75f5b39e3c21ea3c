"""What is due on a board at a moment. Pure: the same board and moment give the same decision.

The rules, for a case that nobody has:

- A step of the plan begins when its first offer is made and lasts its seconds, and so does each offer made
  in it. Who declines is replaced at once; the other has her full seconds, beside the next step if need be.
- When the last step has ended, or when there is nobody to ask and no phone is ringing, the desk is asked.
  Counsel who only have another offer on their phones are waited for, no longer than the plan lasts in all.
- At the desk a case goes on being offered, at the pace of its step, to whoever is eligible and was not asked.
- When fewer can open the card than the plan's last step asks at once, others on duty are named for resealing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from habeas.core.actions import Action, Decision, Expire, LapseOffer, Why, WithdrawOffer
from habeas.core.board import Board, Offer, OfferState
from habeas.core.case import OPEN, UNASSIGNED, Case, Urgency
from habeas.core.duty import on_duty
from habeas.core.matching import match
from habeas.core.panel import NOBODY, Names, Panel, panel_of
from habeas.core.settle import apply_actions
from habeas.core.time import DAY_MS, Millis
from habeas.core.turn import Turn, offers_made, outcome, turn_of, waking, want_of

PRESSING = {Urgency.now: 0, Urgency.today: 1, Urgency.soon: 2}


class Config(Struct, frozen=True, kw_only=True):
    """offers_each: open offers that one phone shows. access_listed: counsel named for resealing, a case.

    silent_ms: an open case in which nothing has happened for so long is closed as expired.
    """

    offers_each: int = 1
    access_listed: int = 14
    silent_ms: Millis = 30 * DAY_MS


DEFAULT = Config()


def decide(board: Board, now: Millis, config: Config = DEFAULT) -> Decision:
    """All that is due at `now`. Applying it whole and deciding again at the same moment adds nothing."""
    waiting, assigned, forgotten = _sorted_out(board, now - config.silent_ms)
    offers = _settle(board, {case.case_id: case for case in waiting}, now)
    expired: list[Action] = [Expire(case.case_id, case.version) for case in forgotten]
    # Who had a forgotten case has room for another at once.
    panel = panel_of(apply_actions(board, expired, now), offers.standing, now, config.offers_each)
    turns = _turns(waiting, offers, panel, now)
    outcomes = [
        *(
            outcome(turn, panel, now, turn.case.active_at + config.silent_ms, config.access_listed)
            for turn in turns
        ),
        *(waking(case, case.active_at + config.silent_ms, now) for case in assigned),
    ]
    return Decision(
        actions=(*expired, *offers.ended, *(action for actions, _ in outcomes for action in actions)),
        explain=_explained(turns, now),
        wake_at=min([*(due for _, due in outcomes), *_duty_ends(panel, turns)], default=None),
        weighed=sum(turn.weighed for turn in turns),
    )


def _sorted_out(board: Board, silent_since: Millis) -> tuple[list[Case], list[Case], list[Case]]:
    """The open cases in the order of their claim: unassigned, assigned, and forgotten."""
    unassigned, assigned, forgotten = [], [], []
    for case in board.cases.values():
        if case.state not in OPEN:
            continue
        if case.active_at <= silent_since:
            forgotten.append(case)
        elif case.state in UNASSIGNED:
            unassigned.append(case)
        else:
            assigned.append(case)
    return sorted(unassigned, key=_claim), sorted(assigned, key=_claim), sorted(forgotten, key=_claim)


def _claim(case: Case) -> tuple[int, int, Millis, str]:
    """The order in which cases ask: the more urgent, the higher ranked, the older; then by id."""
    return PRESSING[case.urgency], -case.rank, case.opened_at, case.case_id


@dataclass(slots=True)
class _Offers:
    """Open offers sorted: those that stand, who let one lapse (by case), and what ends the others."""

    standing: list[Offer] = field(default_factory=list)
    by_case: dict[str, list[Offer]] = field(default_factory=dict)
    lapsed: dict[str, Names] = field(default_factory=dict)
    ended: list[Action] = field(default_factory=list)


def _settle(board: Board, waiting: Mapping[str, Case], now: Millis) -> _Offers:
    offers = _Offers()
    still_open = (offer for offer in board.offers.values() if offer.state is OfferState.open)
    for offer in sorted(still_open, key=lambda offer: offer.offer_id):
        _settle_one(offers, offer, board, waiting, now)
    return offers


def _settle_one(
    offers: _Offers, offer: Offer, board: Board, waiting: Mapping[str, Case], now: Millis
) -> None:
    case = board.cases.get(offer.case_id)
    version = case.version if case else 0
    one = board.counsel.get(offer.counsel)
    if offer.case_id not in waiting:
        offers.ended.append(WithdrawOffer(offer.offer_id, offer.case_id, version))
    elif offer.expires_at <= now:
        offers.ended.append(LapseOffer(offer.offer_id, offer.case_id, version))
        offers.lapsed[offer.case_id] = offers.lapsed.get(offer.case_id, NOBODY) | {offer.counsel}
    elif one is None or not on_duty(one, now):
        offers.ended.append(WithdrawOffer(offer.offer_id, offer.case_id, version))
    else:
        offers.standing.append(offer)
        offers.by_case.setdefault(offer.case_id, []).append(offer)


def _turns(waiting: list[Case], offers: _Offers, panel: Panel, now: Millis) -> list[Turn]:
    """Each case's turn with what the matching gave it, in the order of claims."""
    turns = {
        case.case_id: turn_of(
            case, offers.by_case.get(case.case_id, []), offers.lapsed.get(case.case_id, NOBODY), panel, now
        )
        for case in waiting
    }
    wants = (want_of(turn) for turn in turns.values())
    for found in match((want for want in wants if want), panel):
        turns[found.case_id].made.append(found)
    return list(turns.values())


def _explained(turns: Iterable[Turn], now: Millis) -> dict[str, Why]:
    return {
        offer.offer_id: made.why
        for turn in turns
        if turn.made
        for offer, made in zip(offers_made(turn, now), turn.made, strict=True)
    }


def _duty_ends(panel: Panel, turns: list[Turn]) -> list[Millis]:
    """The end of a duty can empty the panel that a case is waiting for."""
    return [one.duty_until for one in panel.counsel.values() if turns and one.duty_until is not None]
