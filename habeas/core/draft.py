"""A board being rewritten: keeps offers and loads true to the cases. Lives inside one application only."""

from msgspec import structs

from habeas.core.board import LIVE, Board, Counsel, Offer, OfferState
from habeas.core.states import ASSIGNED, UNASSIGNED, Case, State


class Draft:
    """Starts as a copy of the board; `board()` gives the result."""

    def __init__(self, board: Board) -> None:
        self._before = board
        self.cases = dict(board.cases)
        self.offers = dict(board.offers)
        self.counsel = dict(board.counsel)
        self._live_of: dict[str, list[str]] | None = None

    def board(self) -> Board:
        return structs.replace(self._before, cases=self.cases, offers=self.offers, counsel=self.counsel)

    def put_case(self, case: Case) -> None:
        """The case as it is now; the load moves with its assignment, offers nobody needs are withdrawn.

        A counsel who leaves a place starts her next way from the area of that place.
        """
        before = self.cases.get(case.case_id)
        self.cases[case.case_id] = case
        self._move_load(_holder(before), _holder(case))
        if before and before.state is State.arrived and case.state is not State.arrived:
            self._leave(before.counsel, before.area)
        if case.state not in UNASSIGNED:
            for offer in self._live(case.case_id):
                self.end_offer(offer, OfferState.withdrawn)

    def put_offer(self, offer: Offer) -> None:
        self.offers[offer.offer_id] = offer
        if self._live_of is not None:
            self._live_of.setdefault(offer.case_id, []).append(offer.offer_id)

    def end_offer(self, offer: Offer, state: OfferState) -> None:
        self.offers[offer.offer_id] = structs.replace(offer, state=state)

    def _live(self, case_id: str) -> list[Offer]:
        """Found by an index: a decision can settle hundreds of cases, and offers are thousands."""
        if self._live_of is None:
            self._live_of = {}
            for offer in self.offers.values():
                self._live_of.setdefault(offer.case_id, []).append(offer.offer_id)
        found = (self.offers[offer_id] for offer_id in self._live_of.get(case_id, ()))
        return [offer for offer in found if offer.state in LIVE]

    def _leave(self, fingerprint: str | None, area: str) -> None:
        one = self.counsel.get(fingerprint) if fingerprint else None
        if one and one.area is not None and one.area != area:
            self.counsel[one.fingerprint] = structs.replace(one, area=area)

    def _move_load(self, from_: str | None, to: str | None) -> None:
        if from_ == to:
            return
        self._add_load(from_, -1)
        self._add_load(to, 1)

    def _add_load(self, fingerprint: str | None, change: int) -> None:
        # A board of one case need not carry everybody.
        one: Counsel | None = self.counsel.get(fingerprint) if fingerprint else None
        if one:
            self.counsel[one.fingerprint] = structs.replace(one, load=one.load + change)


def _holder(case: Case | None) -> str | None:
    return case.counsel if case and case.state in ASSIGNED else None
