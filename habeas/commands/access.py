"""Finds what the caller is to a case or offer and asks the core's one table. Every command begins here."""

from hmac import compare_digest

from habeas.commands import errors
from habeas.commands.context import Context, Member
from habeas.commands.shapes.common import Standing
from habeas.core.access import Action, Relation, Role, Verdict, judge
from habeas.core.time import DAY_MS
from habeas.store import relations, views
from habeas.store.owners import Owner
from habeas.store.views import Mine


async def person(ctx: Context, case_id: str, proof: str, action: Action) -> Mine:
    """For who holds the token of a case or check-in. Refused 404.

    What she has ended is gone for her when it would be deleted, also if it is still there for others.
    """
    mine = await ctx.store.read(views.mine, case_id)
    hers = mine is not None and compare_digest(mine.owner.token_sha256, proof)
    token(hers and mine is not None and not _had_its_time(ctx, mine.owner), action)
    if mine is None:
        raise errors.not_found()
    return mine


def token(hers: bool, action: Action) -> None:
    """For what a token stands for. Refused 404."""
    _answer(judge(Role.person, Relation.owner if hers else Relation.none, action))


def _had_its_time(ctx: Context, owner: Owner) -> bool:
    kept_ms = ctx.settings.retention.closed_days * DAY_MS
    return owner.ended_by is not None and owner.ended_day + kept_ms <= ctx.now()


def member(who: Member, action: Action) -> None:
    """For what concerns no case. Refused 403."""
    _answer(judge(_role(who), Relation.none, action))


async def counsel_case(ctx: Context, who: Member, case_id: str, action: Action) -> None:
    """For a counsel and a case. Refused 403, 404."""
    _some_day(who, action)
    relation = await ctx.store.read(relations.to_case, case_id, who.fingerprint, ctx.now())
    _answer(judge(_role(who), relation, action))


async def counsel_offer(ctx: Context, who: Member, offer_id: str, action: Action) -> None:
    """For a counsel and an offer. Refused 403, 404."""
    _some_day(who, action)
    relation = await ctx.store.read(relations.to_offer, offer_id, who.fingerprint, ctx.now())
    _answer(judge(_role(who), relation, action))


def _some_day(who: Member, action: Action) -> None:
    """Refused 403 already when no relation whatever would let her."""
    if judge(_role(who), Relation.none, action) is Verdict.forbidden:
        raise errors.not_yours()


def _role(who: Member) -> Role:
    return Role(who.role.value) if who.standing is Standing.active else Role.pending


def _answer(verdict: Verdict) -> None:
    match verdict:
        case Verdict.forbidden:
            raise errors.not_yours()
        case Verdict.hidden:
            raise errors.not_found()
        case Verdict.unknown_asker:
            raise errors.not_signed_in()
        case Verdict.allowed:
            return
