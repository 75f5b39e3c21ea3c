"""The signed roster decides who is a member; nobody else does."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from habeas.commands import answer, board, counsel_view, duty, login, public, rosters, status
from habeas.commands.context import Member
from habeas.commands.duty_list import duty_list
from habeas.commands.errors import Refused
from habeas.commands.shapes.common import Role, Standing
from habeas.commands.shapes.counsel import SetDuty
from habeas.core.time import DAY_MS
from habeas.sealed.ids import digest
from habeas.sealed.roster import Role as ListedRole
from tests.commands.acts import accepted, offered, offers_to
from tests.fakes.organisation import FakeOrganisation
from tests.fakes.town import SOUTH, Town


async def refusal(town: Town, document: str, group_key: str) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        await rosters.publish(town.ctx, document, group_key)
    return refused.value.status, refused.value.kind


def signed(town: Town, **how: int) -> tuple[str, str]:
    return town.organisation.sign(list(town.listed.values()), town.clock.now(), **how)


@contextmanager
def documents_read() -> Iterator[list[str]]:
    """Each statement that asks the database for a published document."""
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT") and "document" in statement:
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_who_is_pending_may_do_next_to_nothing(town: Town) -> None:
    made = await town.enrol(ListedRole.counsel)
    who = Member(made.fingerprint, made.role, Standing.pending)
    assert (await login.me(town.ctx, who)).standing == "pending"
    for act in (
        counsel_view.counsel_view(town.ctx, who),
        login.group_key(town.ctx, who),
        duty.set_duty(town.ctx, who, SetDuty(True, "centre", town.clock.now() + DAY_MS)),
    ):
        with pytest.raises(Refused) as refused:
            await act
        assert refused.value.status == 403


async def test_a_pending_dispatcher_sees_no_board(town: Town) -> None:
    made = await town.enrol(ListedRole.desk)
    with pytest.raises(Refused) as refused:
        await board.board(town.ctx, Member(made.fingerprint, Role.desk, Standing.pending))
    assert refused.value.status == 403


async def test_the_roster_makes_members_and_is_read_in_pieces(town: Town) -> None:
    for _ in range(30):
        await town.enrol(ListedRole.counsel)
    document, group_key = signed(town)
    assert await rosters.publish(town.ctx, document, group_key) == 1
    assert await rosters.pending(town.ctx) == []
    first = await public.roster_part(town.ctx, 0)
    pieces = [(await public.roster_part(town.ctx, part)).text for part in range(first.parts)]
    assert "".join(pieces) == document
    assert len(pieces) > 1
    assert max(len(piece) for piece in pieces) <= 10_000
    for beyond in (first.parts, -1):
        with pytest.raises(Refused) as refused:
            await public.roster_part(town.ctx, beyond)
        assert refused.value.status == 404


async def test_the_document_is_read_once_a_version_however_many_pieces_are_asked_for(town: Town) -> None:
    (who,) = await town.counsel(1)
    for _ in range(30):
        await town.enrol(ListedRole.counsel)
    for version in (2, 3):
        document, group_key = signed(town)
        with documents_read() as statements:
            assert await rosters.publish(town.ctx, document, group_key) == version
            assert (await login.me(town.ctx, who)).roster_version == version
        assert statements == []
        with documents_read() as statements:
            first = await public.roster_part(town.ctx, 0)
            pieces = [(await public.roster_part(town.ctx, part)).text for part in range(first.parts)]
        assert (first.version, "".join(pieces), len(statements)) == (version, document, 1)


async def test_only_enough_signatures_of_the_pinned_signers_count(town: Town) -> None:
    await town.enrol(ListedRole.counsel)
    assert await refusal(town, *signed(town, signatures=1)) == (400, "malformed")
    stranger = FakeOrganisation().sign(list(town.listed.values()), town.clock.now())
    assert await refusal(town, *stranger) == (400, "malformed")
    assert len(await rosters.pending(town.ctx)) == 1


async def test_no_way_back_and_no_second_version_of_the_same_number(town: Town) -> None:
    await town.enrol(ListedRole.counsel)
    first, second = signed(town), signed(town)
    await rosters.publish(town.ctx, *first)
    await rosters.publish(town.ctx, *second)
    assert await refusal(town, *first) == (409, "roster-order")
    assert await rosters.publish(town.ctx, *second) == 2


async def test_the_group_key_must_be_the_one_the_roster_names(town: Town) -> None:
    await town.enrol(ListedRole.counsel)
    first, second = signed(town), signed(town)
    assert await refusal(town, first[0], second[1]) == (400, "malformed")


async def test_an_expired_roster_is_no_news(town: Town) -> None:
    await town.enrol(ListedRole.counsel)
    document, group_key = signed(town)
    town.clock.advance(91 * DAY_MS)
    assert await refusal(town, document, group_key) == (400, "malformed")


async def test_who_is_struck_off_loses_session_duty_offers_and_cases(town: Town) -> None:
    struck, other = await town.counsel(2)
    token, _ = await login.open_session(town.ctx, struck.fingerprint)
    held = await town.press(admitted=[struck])
    await accepted(town, struck)
    ringing = await town.press(SOUTH, admitted=[struck, other])
    await town.settle()
    who, _ = await offered(town, [struck, other])

    await town.publish(without=[struck])
    assert await login.whoami(town.ctx, digest(token)) is None
    assert struck.fingerprint not in (await duty_list(town.ctx, "centre")).counsel
    assert (await status.status(town.ctx, held.proof)).state == "waiting"
    with pytest.raises(Refused):
        await login.open_session(town.ctx, struck.fingerprint)
    with pytest.raises(Refused):
        await counsel_view.counsel_view(town.ctx, struck)
    await town.settle()
    (offer,) = await offers_to(town, other)
    assert offer.case_id == ringing.case_id
    assert who in (struck, other)


async def test_who_is_struck_off_and_named_again_is_back(town: Town) -> None:
    (who,) = await town.counsel(1)
    await town.publish(without=[who])
    await town.publish()
    await town.on_duty(who)
    assert (await duty_list(town.ctx, "centre")).counsel == [who.fingerprint]


async def test_late_words_of_the_struck_change_nothing(town: Town) -> None:
    (struck,) = await town.counsel(1)
    pressed = await town.press()
    await town.settle()
    (offer,) = await offers_to(town, struck)
    await town.publish(without=[struck])
    with pytest.raises(Refused) as refused:
        await answer.accept(town.ctx, struck, offer.offer_id)
    assert refused.value.status == 409
    assert (await status.status(town.ctx, pressed.proof)).state == "waiting"
