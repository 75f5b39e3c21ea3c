"""Finds what the caller is to a case or offer and asks the core's one table. Every command begins here."""

from dataclasses import dataclass

from sqlalchemy import Connection

from habeas.commands import errors
from habeas.commands.context import Context, Member
from habeas.commands.shapes.common import Standing
from habeas.core.access import Action, Relation, Role, Verdict, judge
from habeas.core.time import DAY_MS, Millis
from habeas.store import relations, views
from habeas.store.views import OwnerView


@dataclass(frozen=True, slots=True)
class Proof:
    """The hash of her token. What its person ended on that day or before is gone for her."""

    token_sha256: str
    gone_by: Millis


def proof_of(ctx: Context, token_sha256: str) -> Proof:
    """The proof, to be judged at this moment."""
    return Proof(token_sha256, ctx.now() - ctx.settings.retention.closed_days * DAY_MS)


async def person(ctx: Context, proof: str, action: Action) -> OwnerView:
    """The case or check-in that her token opens. Refused 404.

    What she has ended is gone for her when it would be deleted, also if it is still there for others.
    """
    return await ctx.store.read(check_person, proof_of(ctx, proof), action)


def check_person(conn: Connection, proof: Proof, action: Action) -> OwnerView:
    """As `person`, in a transaction that does more."""
    owner_view = views.owner_view(conn, proof.token_sha256)
    if owner_view is None:
        token(False, action)
        raise errors.not_found()
    owner = owner_view.owner
    is_gone = owner.ended_by is not None and owner.ended_day <= proof.gone_by
    token(not is_gone, action)
    return owner_view


def token(is_owners: bool, action: Action) -> None:
    """For what a token stands for. Refused 404."""
    _answer(judge(Role.person, Relation.owner if is_owners else Relation.none, action))


def member(who: Member, action: Action) -> None:
    """For what concerns no case. Refused 403."""
    _answer(judge(_role(who), Relation.none, action))


async def counsel_case(ctx: Context, who: Member, case_id: str, action: Action) -> None:
    """For a counsel and a case. Refused 403, 404."""
    _refuse_if_never_allowed(who, action)
    await ctx.store.read(check_counsel_case, who, case_id, action, ctx.now())


def check_counsel_case(conn: Connection, who: Member, case_id: str, action: Action, now: Millis) -> None:
    """As `counsel_case`, in a transaction that does more."""
    _refuse_if_never_allowed(who, action)
    _answer(judge(_role(who), relations.to_case(conn, case_id, who.fingerprint, now), action))


async def counsel_offer(ctx: Context, who: Member, offer_id: str, action: Action) -> None:
    """For a counsel and an offer. Refused 403, 404."""
    _refuse_if_never_allowed(who, action)
    relation = await ctx.store.read(relations.to_offer, offer_id, who.fingerprint, ctx.now())
    _answer(judge(_role(who), relation, action))


def _refuse_if_never_allowed(who: Member, action: Action) -> None:
    """Refused 403 already when no relation whatever would let her."""
    if judge(_role(who), Relation.none, action) is Verdict.forbidden:
        raise errors.forbidden()


def _role(who: Member) -> Role:
    return Role(who.role.value) if who.standing is Standing.active else Role.pending


def _answer(verdict: Verdict) -> None:
    match verdict:
        case Verdict.forbidden:
            raise errors.forbidden()
        case Verdict.hidden:
            raise errors.not_found()
        case Verdict.unknown_asker:
            raise errors.not_signed_in()
        case Verdict.allowed:
            return
