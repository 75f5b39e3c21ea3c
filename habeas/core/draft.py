"""A board being rewritten: keeps offers and loads true to the cases. Lives inside one application only."""

from msgspec import structs

from habeas.core.board import Board, Counsel, Offer, OfferState
from habeas.core.case import ASSIGNED, UNASSIGNED, Case


class Draft:
    """Starts as a copy of the board; `board()` gives the result."""

    def __init__(self, board: Board) -> None:
        self._travel = board.travel
        self.cases = dict(board.cases)
        self.offers = dict(board.offers)
        self.counsel = dict(board.counsel)

    def board(self) -> Board:
        return Board(cases=self.cases, offers=self.offers, counsel=self.counsel, travel=self._travel)

    def put_case(self, case: Case) -> None:
        """The case as it is now; the load moves with its assignment, offers nobody needs are withdrawn."""
        before = self.cases.get(case.case_id)
        self.cases[case.case_id] = case
        self._move_load(_holder(before), _holder(case))
        if case.state not in UNASSIGNED:
            for offer in self.open_offers():
                if offer.case_id == case.case_id:
                    self.end_offer(offer, OfferState.withdrawn)

    def open_offers(self) -> list[Offer]:
        return [offer for offer in self.offers.values() if offer.state is OfferState.open]

    def end_offer(self, offer: Offer, state: OfferState) -> None:
        self.offers[offer.offer_id] = structs.replace(offer, state=state)

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
