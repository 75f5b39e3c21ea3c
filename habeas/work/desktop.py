"""The board as the clerk has it before it: read whole once, then kept up with what changed."""

from collections import Counter
from typing import TypeVar

from msgspec import structs

from habeas.commands.settings import Settings
from habeas.core.board import Board, Counsel, Offer, OfferState
from habeas.core.case import ASSIGNED, OPEN, Case
from habeas.store.board import News

V = TypeVar("V")


class Desktop:
    """`since` is the number of the last transaction that it knows; None before the first reading."""

    def __init__(self, settings: Settings) -> None:
        self.since: int | None = None
        self._capacity = settings.capacity
        self._travel = settings.ways
        self._cases: dict[str, Case] = {}
        self._offers: dict[str, Offer] = {}
        self._counsel: dict[str, Counsel] = {}

    def take(self, news: News) -> None:
        """What has ended leaves the board."""
        self.since = news.changed
        for case in news.cases:
            _keep(self._cases, case.case_id, case, case.state in OPEN)
        for offer in news.offers:
            _keep(self._offers, offer.offer_id, offer, offer.state is OfferState.open)
        for one in news.counsel:
            self._counsel[one.fingerprint] = one
        for gone in news.gone:
            self._counsel.pop(gone, None)

    def board(self) -> Board:
        """A snapshot; loads are counted from the cases."""
        loads = Counter(case.counsel for case in self._cases.values() if case.state in ASSIGNED)
        return Board(
            cases=dict(self._cases),
            offers=dict(self._offers),
            counsel={
                who: structs.replace(one, load=loads[who], capacity=self._capacity)
                for who, one in self._counsel.items()
            },
            travel=self._travel,
        )


def _keep(kept: dict[str, V], key: str, row: V, is_open: bool) -> None:
    if is_open:
        kept[key] = row
    else:
        kept.pop(key, None)
