"""What a counsel is to a case or an offer, as the access table has it."""

from sqlalchemy import Connection

from habeas.core.access import Relation, counsel_relation
from habeas.core.board import LIVE, OfferState
from habeas.core.time import Millis
from habeas.store import cases, offers


def to_case(conn: Connection, case_id: str, fingerprint: str, now: Millis) -> Relation:
    case = cases.by_id(conn, case_id)
    if case is None:
        return Relation.none
    states = offers.states(conn, case_id, fingerprint, now)
    return counsel_relation(
        case, fingerprint, has_open_offer=not LIVE.isdisjoint(states), had_offer=bool(states)
    )


def to_offer(conn: Connection, offer_id: str, fingerprint: str, now: Millis) -> Relation:
    """Another counsel's offer is nothing to her."""
    offer = offers.by_id(conn, offer_id)
    case = cases.by_id(conn, offer.case_id) if offer else None
    if offer is None or case is None or offer.counsel != fingerprint:
        return Relation.none
    # A held yes stands until the clerk has decided on it.
    is_live = offer.state is OfferState.held or (offer.state is OfferState.open and now < offer.expires_at)
    return counsel_relation(case, fingerprint, has_open_offer=is_live, had_offer=True)
