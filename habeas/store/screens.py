"""What a counsel's screen shows: her offers and her cases; for many counsel in the same few queries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from habeas.core.board import Counsel, Offer
from habeas.core.states import UNASSIGNED, Case
from habeas.store import file_keys
from habeas.store.board import COUNSEL, to_counsel
from habeas.store.cases import COLUMNS as CASE_COLUMNS
from habeas.store.cases import to_case
from habeas.store.offers import COLUMNS as OFFER_COLUMNS
from habeas.store.offers import IS_LIVE, to_offer
from habeas.store.tables import case_, member, offer
from habeas.store.views import CaseView, case_views, list_param


@dataclass(frozen=True, slots=True)
class CounselView:
    """A counsel with her load, her live offers with their cases, and the cases that she has.

    keys_wanted: case, who waits there for the file's key, and that key as it is sealed to this counsel.
    """

    counsel: Counsel
    changed: int
    load: int
    offers: Sequence[tuple[Offer, Case]]
    cases: Sequence[CaseView]
    keys_wanted: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Screens:
    """`waiting` is how many cases nobody has yet, by place as the core has it: by tag, else by area."""

    counsel: Sequence[CounselView]
    waiting: Mapping[str, int]


NO_SCREENS = Screens([], {})
# One tag may stand in two areas, where an area was corrected: the sum is made below.
_WAITING_COUNTS = (
    select(case_.c.area, case_.c.place_tag, func.count())
    .where(case_.c.state.in_(sorted(UNASSIGNED)))
    .group_by(case_.c.area, case_.c.place_tag)
)
_LIVE_OFFERS = (
    select(*OFFER_COLUMNS, *CASE_COLUMNS)
    .join(case_, case_.c.case_id == offer.c.case_id)
    .where(IS_LIVE, offer.c.counsel.in_(list_param("who")))
    .order_by(offer.c.made_at)
)
_COUNSEL = COUNSEL.where(member.c.fingerprint.in_(list_param("who")))


def screens(conn: Connection, fingerprints: Iterable[str], most: int) -> Screens:
    """Of those of them who are active counsel; at most `most` cases in all."""
    who = {"who": list(fingerprints)}
    if not who["who"]:
        return NO_SCREENS
    cases_of: dict[str, list[CaseView]] = {}
    given = file_keys.counts(conn, who["who"])
    for view in case_views(conn, "held", who, most):
        counsel, case_id = view.case.counsel or "", view.case.case_id
        cases_of.setdefault(counsel, []).append(replace(view, given_keys=given.get((counsel, case_id), 0)))
    offers, wanted = _offers(conn, who), file_keys.held_for(conn, who["who"])
    views = [
        CounselView(
            counsel,
            row.changed,
            len(cases),
            offers.get(counsel.fingerprint, []),
            cases,
            wanted.get(counsel.fingerprint, []),
        )
        for row in conn.execute(_COUNSEL, who)
        for counsel in [to_counsel(row)]
        for cases in [cases_of.get(counsel.fingerprint, [])]
    ]
    return Screens(views, _waiting_counts(conn))


def _waiting_counts(conn: Connection) -> Mapping[str, int]:
    waiting: Counter[str] = Counter()
    for area, tag, number in conn.execute(_WAITING_COUNTS):
        waiting[tag or area] += number
    return waiting


def _offers(conn: Connection, who: Mapping[str, list[str]]) -> dict[str, list[tuple[Offer, Case]]]:
    offers: dict[str, list[tuple[Offer, Case]]] = {}
    for row in conn.execute(_LIVE_OFFERS, who):
        offer, case = to_offer(row[: len(OFFER_COLUMNS)]), to_case(row[len(OFFER_COLUMNS) :])
        offers.setdefault(offer.counsel, []).append((offer, case))
    return offers
