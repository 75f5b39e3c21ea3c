"""The key of a case's file goes on to who has the case, or to a dispatcher who asks. It is sealed to her."""

from habeas.commands import access, errors
from habeas.commands.access import Proof
from habeas.commands.change import change
from habeas.commands.context import Context, Member
from habeas.commands.messages import check_envelope
from habeas.commands.shapes.desk import GiveShare
from habeas.commands.shapes.person import GiveKey
from habeas.core.access import Action
from habeas.core.states import ASSIGNED
from habeas.sealed.envelope import Part
from habeas.sealed.ids import digest
from habeas.sealed.sizes import GIVEN_KEY_SLOTS
from habeas.store import cases, file_keys, statements
from habeas.store.file_keys import WHOLE, NewKey
from habeas.store.tx import Tx


async def person_give(ctx: Context, proof: str, body: GiveKey) -> None:
    """From the person's phone. Answered alike whether it is wanted or not. Refused 400, 404, 413."""
    _check_slots(body.sealed, body.to)
    limit = ctx.settings.limits.given_keys_per_case
    await change(ctx, _person_give, body, access.proof_of(ctx, proof), limit)


async def counsel_give(ctx: Context, who: Member, case_id: str, body: GiveKey) -> None:
    """From one of the two counsel who hold it, as `person_give`. Refused 400, 403, 404, 413."""
    await access.counsel_case(ctx, who, case_id, Action.counsel_give_key)
    _check_slots(body.sealed, body.to)
    limit = ctx.settings.limits.given_keys_per_case
    new = NewKey(case_id, body.to, WHOLE, body.sealed)
    await change(ctx, _give, new, limit)


async def desk_give(ctx: Context, who: Member, case_id: str, body: GiveShare) -> None:
    """From a dispatcher's page, as `person_give`. Refused 400, 403, 404, 409 (not in the access log), 413."""
    access.member(who, Action.desk_give_key)
    _check_slots(body.sealed, body.to)
    limit = ctx.settings.limits.given_keys_per_case
    new = NewKey(case_id, body.to, body.label.value, body.sealed)
    await change(ctx, _desk_give, new, who.fingerprint, limit)


def _person_give(tx: Tx, body: GiveKey, proof: Proof, most: int) -> None:
    """After her end code nothing is taken, for either code."""
    owner = access.check_person(tx.conn, proof, Action.person_give_key).owner
    if owner.ended_by is None:
        _give(tx, NewKey(owner.case_id, body.to, WHOLE, body.sealed), most)


def _desk_give(tx: Tx, new: NewKey, by: str, most: int) -> None:
    if not statements.has_entry(tx.conn, by, digest(new.sealed)):
        raise errors.conflict("not-written-down", "First write it into the access log.")
    case = cases.by_id(tx.conn, new.case_id)
    if case is None:
        raise errors.not_found()
    is_asking = file_keys.is_asked(tx.conn, new.case_id, new.member)
    if is_asking or (case.counsel == new.member and case.state in ASSIGNED):
        file_keys.put(tx, new, most)


def _give(tx: Tx, new: NewKey, most: int) -> None:
    """To who has the case at this moment, and to nobody else."""
    case = cases.by_id(tx.conn, new.case_id)
    if case is not None and case.counsel == new.member and case.state in ASSIGNED:
        file_keys.put(tx, new, most)


def _check_slots(sealed: str, to: str) -> None:
    """Refused 400, 413."""
    kids = check_envelope(sealed, Part.key)
    if len(kids) != GIVEN_KEY_SLOTS or to not in kids:
        raise errors.malformed("The key is sealed to two, and to whom it is for.")
