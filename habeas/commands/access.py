"""Finds what the caller is to a case or offer and asks the core's one table. Every command begins here."""

from hmac import compare_digest

from habeas.commands import errors
from habeas.commands.context import Context, Member
from habeas.commands.shapes.common import Standing
from habeas.core.access import Action, Relation, Role, Verdict, judge
from habeas.store import relations, views
from habeas.store.views import CaseView


async def person(ctx: Context, case_id: str, proof: str, action: Action) -> CaseView:
    """The case, for who holds its token. Refused 404."""
    view = await ctx.store.read(views.one_case, case_id)
    owner = view is not None and compare_digest(view.token_sha256, proof)
    _answer(judge(Role.person, Relation.owner if owner else Relation.none, action))
    if view is None:
        raise errors.not_found()
    return view


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
