"""The snapshot that decisions are made from: cases, offers, counsel, travel. Never changed in place."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field, structs

from habeas.core.ranks import Like
from habeas.core.states import OPEN, Case
from habeas.core.time import Millis
from habeas.core.travel import Travel


class OfferState(StrEnum):
    """open: stands until `expires_at`. withdrawn: taken back, not held against her. The rest are answers.

    held: she said yes, and it waits until `expires_at` at the latest for a nearer one who is asked too.
    """

    open = "open"
    held = "held"
    accepted = "accepted"
    declined = "declined"
    lapsed = "lapsed"
    withdrawn = "withdrawn"


class Offer(Struct, frozen=True, kw_only=True):
    """A case shown to one counsel. `round`, the case's version when decided, tells repeated offers apart.

    hold_ms: how long her yes waits for somebody nearer who is asked for the same case; 0: not at all.
    """

    offer_id: str
    case_id: str
    counsel: str
    round: int
    made_at: Millis
    expires_at: Millis
    hold_ms: Millis = 0
    state: OfferState = OfferState.open


class Counsel(Struct, frozen=True, kw_only=True):
    """An enrolled lawyer. area: where she is now; areas: which she serves (empty: all).

    duty_until: when her duty ends; None when she is off. load: open cases she has; capacity: how many she
    takes in all. committed: she has set the time aside and goes when she is asked. drill: answers drills, and
    nothing else.
    """

    fingerprint: str
    area: str | None = None
    areas: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    duty_until: Millis | None = None
    load: int = 0
    capacity: int = 3
    committed: bool = False
    drill: bool = False


# Offers that keep a phone busy and a case asked for.
LIVE = frozenset({OfferState.open, OfferState.held})


class Board(Struct, frozen=True, kw_only=True):
    """Each mapping by id. Closed cases and ended offers may be left out: they only serve truthful refusals.

    A command may apply an event to a board of one case, its open offers and the counsel concerned.
    unreal: the like of what was closed as not real. lot: a number that strangers do not know; it
    says whom the lot falls on.
    """

    cases: Mapping[str, Case] = field(default_factory=dict)
    offers: Mapping[str, Offer] = field(default_factory=dict)
    counsel: Mapping[str, Counsel] = field(default_factory=dict)
    travel: Travel = Travel()
    unreal: frozenset[Like] = frozenset()
    lot: int = 0


class CaseChange(Struct, frozen=True):
    """Write `case` where the stored version is still `from_version` (0: there is none yet)."""

    from_version: int
    case: Case


class Changes(Struct, frozen=True):
    """What a shell has to write, in the order of ids."""

    cases: tuple[CaseChange, ...]
    offers: tuple[Offer, ...]
    counsel: tuple[Counsel, ...]


def changes(before: Board, after: Board) -> Changes:
    """The rows in which `after` differs from `before`. Cases never disappear from a board."""
    return Changes(
        cases=tuple(
            CaseChange(before.cases[case_id].version if case_id in before.cases else 0, after.cases[case_id])
            for case_id in _differences(before.cases, after.cases)
        ),
        offers=tuple(after.offers[offer_id] for offer_id in _differences(before.offers, after.offers)),
        counsel=tuple(after.counsel[who] for who in _differences(before.counsel, after.counsel)),
    )


def without_ended(board: Board, changed: Changes | None = None) -> Board:
    """Closed cases and ended offers leave the board.

    `changed`: nothing else can have ended; without it all is looked at. Most changes end nothing, and then it
    is the same board.
    """
    if changed is None or any(change.case.state not in OPEN for change in changed.cases):
        cases = {case_id: case for case_id, case in board.cases.items() if case.state in OPEN}
        board = structs.replace(board, cases=cases)
    if changed is None or any(offer.state not in LIVE for offer in changed.offers):
        offers = {offer_id: offer for offer_id, offer in board.offers.items() if offer.state in LIVE}
        board = structs.replace(board, offers=offers)
    return board


def _differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    # Identity first: unchanged rows are the same objects, and comparing thousands of equal values is slow.
    other = [key for key, row in after.items() if row is not before.get(key)]
    return sorted(key for key in other if after[key] != before.get(key))
