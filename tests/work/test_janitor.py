"""The janitor deletes for good, and keeps only the day of what is over."""

from base64 import b64encode
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from habeas.commands import attend, call_words, cancel, desk, invite, messages, status
from habeas.commands.context import Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.common import Role
from habeas.commands.shapes.counsel import Close, Disposition
from habeas.commands.shapes.desk import OpenFile, OpenWords
from habeas.commands.shapes.person import NewMessage
from habeas.core.decide import DEFAULT
from habeas.core.time import DAY_MS, HOUR_MS
from habeas.sealed.sizes import ACCESS_LOG_DAYS
from habeas.store import statements, views
from habeas.store.tables import (
    access_log,
    case_,
    envelope,
    invitation,
    message,
    metadata,
    notice,
    offer,
    owner,
    sighting,
)
from habeas.store.tx import Tx
from tests.commands.acts import accepted, text_to
from tests.commands.test_check_in import Armed
from tests.fakes.town import Pressed, Town

ABOUT_A_CASE = (case_, envelope, message, offer, notice)


def count(conn: Connection, name: str) -> int:
    return len(conn.execute(select(metadata.tables[name])).all())


async def left(town: Town) -> dict[str, int]:
    return {table.name: await town.ctx.store.read(count, table.name) for table in ABOUT_A_CASE}


async def whole_story(town: Town) -> Pressed:
    """Pressed, accepted, spoken, closed."""
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await accepted(town, who)
    sealed = text_to(town, pressed, who, "On my way")
    await messages.counsel_post(town.ctx, who, pressed.case_id, NewMessage("m" * 22, sealed))
    await attend.close(town.ctx, who, pressed.case_id, Close(Disposition.helped))
    return pressed


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


async def test_a_closed_case_is_gone_after_seven_days_with_all_that_hangs_on_it(town: Town) -> None:
    pressed = await whole_story(town)
    town.clock.advance(7 * DAY_MS)
    await town.janitor.step()
    assert set((await left(town)).values()) == {0}
    with pytest.raises(Refused) as refused:
        await status.status(town.ctx, pressed.proof)
    assert refused.value.status == 404


async def test_until_then_it_is_kept(town: Town) -> None:
    pressed = await whole_story(town)
    town.clock.advance(5 * DAY_MS)
    await town.janitor.step()
    assert (await status.status(town.ctx, pressed.proof)).disposition == "helped"


async def test_nothing_of_it_is_left_on_disk(town: Town) -> None:
    """Not in the database file, nor in its log: raw, nor as base64 or UTF-16 of it."""
    pressed = await whole_story(town)
    control = await town.press()
    needles = [pressed.case_id, pressed.body.card[:400], pressed.body.file[-300:], pressed.proof]
    assert all(needle.encode() in on_disk(town.path) for needle in needles)

    town.clock.advance(7 * DAY_MS)
    await town.janitor.step()
    disk = on_disk(town.path)
    for needle in needles:
        raw = needle.encode()
        assert all(spelt not in disk for spelt in (raw, b64encode(raw)[4:-4], needle.encode("utf-16-le")))
    assert control.body.card.encode()[:400] in disk


async def test_a_reader_in_the_way_only_delays_it(town: Town) -> None:
    pressed = await whole_story(town)
    town.clock.advance(7 * DAY_MS)
    engine = town.ctx.store._reading  # a reader that stays: no command does that
    with engine.connect() as conn:
        conn.execute(select(case_)).all()
        await town.janitor.step()
    await town.janitor.step()
    assert pressed.body.card[:400].encode() not in on_disk(town.path)


async def test_of_a_closed_case_only_the_day_is_kept(town: Town) -> None:
    town.clock.advance(5 * HOUR_MS)
    pressed = await whole_story(town)
    await town.janitor.step()
    view = await town.ctx.store.read(views.case_view, pressed.case_id)
    assert view is not None
    case = view.case
    moments = (case.opened_at, case.accepted_at, case.closed_at, case.active_at, case.plan_from)
    assert all(moment is not None and moment % DAY_MS == 0 for moment in moments)


async def test_of_acts_on_a_case_that_is_over_only_the_day_is_kept(town: Town) -> None:
    """Nor which case it was; also of what is done about it later."""
    town.clock.advance(5 * HOUR_MS)
    pressed, who = await whole_story(town), await town.dispatcher()
    live = await town.press()
    before = town.clock.now()
    for case_id in (pressed.case_id, live.case_id):
        await desk.open_file(town.ctx, who, case_id, OpenFile("asked for"))
    await town.janitor.step()
    assert await log_of(town, who) == [
        (before, "file_opened", live.case_id, "asked for"),
        (before - before % DAY_MS, "file_opened", None, "asked for"),
    ]
    await desk.open_file(town.ctx, who, pressed.case_id, OpenFile("again"))
    await town.janitor.step()
    assert (await log_of(town, who))[0] == (before - before % DAY_MS, "file_opened", None, "again")


async def test_of_acts_on_no_case_the_second_is_kept_for_a_day(town: Town) -> None:
    town.clock.advance(5 * HOUR_MS)
    who, before = await town.dispatcher(), town.clock.now()
    with pytest.raises(Refused):
        await call_words.look(town.ctx, who, OpenWords("A" * 43))
    for passed, at in ((DAY_MS - HOUR_MS, before), (HOUR_MS, before - before % DAY_MS)):
        town.clock.advance(passed)
        await town.janitor.step()
        assert await log_of(town, who) == [(at, "words_missed", None, None)]


async def log_of(town: Town, who: Member) -> list[tuple[int, str, str | None, str | None]]:
    entries = (await desk.audit(town.ctx, who)).entries
    return [(one.at, one.action, one.case_id, one.reason) for one in entries if one.by == who.fingerprint]


async def test_a_live_case_keeps_its_moments(town: Town) -> None:
    pressed = await town.press()
    await town.janitor.step()
    told = await status.status(town.ctx, pressed.proof)
    assert told.stored_at == town.clock.now()


async def test_a_silent_case_is_closed_and_gone_after_thirty_days(town: Town) -> None:
    await town.press()
    await town.settle()
    town.clock.advance(DEFAULT.silent_ms)
    await town.settle()
    await town.janitor.step()
    assert set((await left(town)).values()) == {0}


async def test_of_a_check_in_that_ended_well_the_sealed_bytes_go_at_once_and_the_rest_after_seven_days(
    town: Town,
) -> None:
    made = Armed(town)
    await made.arm()
    needles = [made.body.card[:300], made.body.file[-300:], made.keys.token_sha256]
    disk = on_disk(town.path)
    assert [needle.encode() in disk for needle in needles] == [True, True, True]
    await made.say("fine")
    await town.settle()
    await town.janitor.step()
    disk = on_disk(town.path)
    assert [needle.encode() in disk for needle in needles] == [False, False, True]
    town.clock.advance(7 * DAY_MS)
    await town.janitor.step()
    assert await town.ctx.store.read(count, owner.name) == 0
    assert made.keys.token_sha256.encode() not in on_disk(town.path)


async def test_invitations_past_their_time_are_deleted(town: Town) -> None:
    await invite.invite(town.ctx, Role.counsel, 1)
    town.clock.advance(HOUR_MS)
    await town.janitor.step()
    assert await town.ctx.store.read(count, invitation.name) == 0


async def test_what_dispatchers_signed_for_each_other_is_deleted_when_it_counts_no_more(town: Town) -> None:
    now = town.clock.now()
    kid, text = "A" * 22, "signed"

    def write(tx: Tx) -> None:
        statements.put_sighting(tx, kid, now, text, now + HOUR_MS)
        statements.put_entry(tx, statements.NewEntry(kid, kid, 0, "A" * 43, now, text))

    await town.ctx.store.write(write)
    town.clock.advance(HOUR_MS)
    await town.janitor.step()
    assert await town.ctx.store.read(count, sighting.name) == 0
    town.clock.advance(ACCESS_LOG_DAYS * DAY_MS - 2 * HOUR_MS)
    await town.janitor.step()
    assert await town.ctx.store.read(count, access_log.name) == 1
    town.clock.advance(HOUR_MS)
    await town.janitor.step()
    assert await town.ctx.store.read(count, access_log.name) == 0


async def test_more_than_a_piece_is_deleted_piece_by_piece(town: Town) -> None:
    limits = town.ctx.settings.limits

    def many(tx: Tx) -> None:
        row = dict(tx.conn.execute(select(case_)).mappings().one())
        copies = [{**row, "case_id": f"{number:022}"} for number in range(limits.deletions_per_round + 5)]
        tx.conn.execute(case_.insert(), copies)

    pressed = await town.press()
    await cancel.cancel(town.ctx, pressed.proof, pressed.word())
    await town.settle()
    await town.ctx.store.write(many)
    town.clock.advance(8 * DAY_MS)
    await town.janitor.step()
    assert set((await left(town)).values()) == {0}
