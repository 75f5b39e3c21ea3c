"""Why did this phone ring? The chain from a press to each ring, in order, kept as long as the case."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from habeas.cli import main
from habeas.cli.story import in_words
from habeas.commands import answer, attend, desk, story
from habeas.commands.errors import Refused
from habeas.commands.shapes.counsel import (
    Close,
    Decline,
    DeclineReason,
    Disposition,
    HandBack,
    HandBackReason,
)
from habeas.commands.shapes.desk import Assign, Cause, Story, StoryLine
from habeas.core.time import DAY_MS
from habeas.store import tables
from tests.commands.acts import accepted, offered, offers_to
from tests.fakes.town import SOUTH, Pressed, Town


async def told(town: Town, pressed: Pressed) -> Story:
    return await story.read(town.ctx, pressed.case_id)


def kinds(found: Story) -> list[str]:
    return [line.kind for line in found.lines]


def the(found: Story, kind: str) -> StoryLine:
    (line,) = [line for line in found.lines if line.kind == kind]
    return line


async def ids_of(town: Town, table: str) -> list[tuple[str | None, str | None]]:
    columns = tables.metadata.tables[table].c
    statement = select(columns.decision_id, columns.event_id)
    return await town.ctx.store.read(lambda conn: [tuple(row) for row in conn.execute(statement)])


async def test_the_first_phone_rang_because_of_the_press(town: Town) -> None:
    (who,) = await town.counsel(1)
    pressed = await town.press()
    await town.settle()
    (offer,) = await offers_to(town, who)
    await answer.mark_shown(town.ctx, who, offer.offer_id)
    found = await told(town, pressed)
    assert kinds(found) == ["pressed", "offer", "shown"]
    press, rang = the(found, "pressed"), the(found, "offer")
    assert rang.counsel == who.fingerprint
    assert rang.cause is not None
    assert (rang.cause.kind, rang.cause.case_id) == ("pressed", None)
    assert rang.event_id == press.event_id
    assert rang.why is not None
    # The offer and its notice carry the same two ids.
    assert await ids_of(town, "offer") == [(rang.decision_id, press.event_id)]
    assert await ids_of(town, "notice") == [(rang.decision_id, press.event_id)]


async def test_the_second_phone_rang_because_the_first_said_no(town: Town) -> None:
    both = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    first, offer = await offered(town, both)
    await answer.decline(town.ctx, first, offer.offer_id, Decline(DeclineReason.busy))
    await town.settle()
    second = [line for line in (await told(town, pressed)).lines if line.kind == "offer"][1]
    assert second.counsel != first.fingerprint
    assert second.cause is not None
    assert (second.cause.kind, second.cause.counsel) == ("declined", first.fingerprint)


async def test_the_second_phone_rang_because_time_passed(town: Town) -> None:
    await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    await town.pass_time(46)
    found = await told(town, pressed)
    assert the(found, "lapse").cause == Cause("time", None, None)
    causes = [line.cause.kind for line in found.lines if line.kind == "offer" and line.cause]
    assert causes == ["pressed", "time"]


async def test_a_phone_rang_because_its_owner_came_on_duty(town: Town) -> None:
    (who,) = await town.counsel(1)
    await town.off_duty(who)
    pressed = await town.press()
    await town.settle()
    assert the(await told(town, pressed), "desk_request").detail == "nobody_on_duty"
    await town.on_duty(who)
    await town.settle()
    assert the(await told(town, pressed), "offer").cause == Cause("duty", None, None)


async def test_a_phone_rang_because_somebody_was_freed_elsewhere(town: Town) -> None:
    (who,) = await town.counsel(1)
    first = await town.press()
    await accepted(town, who)
    second = await town.press(SOUTH)
    await town.settle()
    await attend.close(town.ctx, who, first.case_id, Close(Disposition.helped))
    await town.settle()
    causes = [line.cause for line in (await told(town, second)).lines if line.cause]
    assert all(cause.case_id in (None, first.case_id) for cause in causes)


async def test_acts_of_people_are_told_and_their_audit_lines_name_the_event(town: Town) -> None:
    desk_ = await town.dispatcher()
    first, second = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    await desk.assign(town.ctx, desk_, pressed.case_id, Assign(first.fingerprint))
    await attend.hand_back(town.ctx, first, pressed.case_id, HandBack(HandBackReason.busy))
    await desk.assign(town.ctx, desk_, pressed.case_id, Assign(second.fingerprint))
    await desk.close(town.ctx, desk_, pressed.case_id, Close(Disposition.helped))
    found = await told(town, pressed)
    acts = [line for line in found.lines if line.kind in ("assigned", "handed_back", "closed")]
    assert [line.kind for line in acts] == ["assigned", "handed_back", "assigned", "closed"]
    assert [line.detail for line in acts] == [None, "busy", None, "helped"]
    written = select(tables.audit.c.event_id).order_by(tables.audit.c.entry)
    events = await town.ctx.store.read(lambda conn: list(conn.execute(written).scalars()))
    assert events == [line.event_id for line in acts]


async def test_a_new_clerk_says_that_time_led_to_what_it_does_first(town: Town) -> None:
    both = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    first, offer = await offered(town, both)
    await answer.decline(town.ctx, first, offer.offer_id, Decline(DeclineReason.busy))
    town.restart()
    await town.settle()
    causes = [line.cause for line in (await told(town, pressed)).lines if line.kind == "offer"]
    assert causes[1] == Cause("time", None, None)


async def test_the_story_is_made_coarse_and_deleted_with_the_case(town: Town) -> None:
    desk_ = await town.dispatcher()
    pressed = await town.press()
    await town.settle()
    await desk.close(town.ctx, desk_, pressed.case_id, Close(Disposition.helped))
    await town.janitor.step()
    found = await told(town, pressed)
    assert found.lines
    assert all(line.at % DAY_MS == 0 for line in found.lines)
    town.clock.advance(9 * DAY_MS)
    await town.janitor.step()
    with pytest.raises(Refused):
        await told(town, pressed)
    assert await ids_of(town, "story") == []


async def test_only_the_desk_reads_it(town: Town) -> None:
    desk_ = await town.dispatcher()
    (who,) = await town.counsel(1)
    pressed = await town.press()
    assert (await story.story_for(town.ctx, desk_, pressed.case_id)).lines
    with pytest.raises(Refused) as refused:
        await story.story_for(town.ctx, who, pressed.case_id)
    assert refused.value.status == 403
    with pytest.raises(Refused) as unknown:
        await story.story_for(town.ctx, desk_, "0" * 22)
    assert unknown.value.status == 404


async def test_a_case_is_found_by_the_beginning_of_its_id(town: Town) -> None:
    pressed = await town.press()
    assert await story.find(town.ctx, pressed.case_id[:8]) == pressed.case_id
    for nobody in ("%", "!!", "_%", pressed.case_id + "x"):
        with pytest.raises(Refused):
            await story.find(town.ctx, nobody)
    await town.press()
    with pytest.raises(Refused) as several:
        await story.find(town.ctx, "")
    assert several.value.status == 409


async def test_the_operator_reads_it_in_words(town: Town) -> None:
    both = await town.counsel(2)
    pressed = await town.press()
    await town.settle()
    first, offer = await offered(town, both)
    await answer.decline(town.ctx, first, offer.offer_id, Decline(DeclineReason.busy))
    await town.settle()
    lines = [in_words(line) for line in (await told(town, pressed)).lines]
    name = first.fingerprint[:6]
    assert lines[0].startswith("pressed for a lawyer  [event ")
    assert lines[1].startswith(f"offered to {name} (")
    assert "cause: pressed for a lawyer  [decision " in lines[1]
    assert any(f"cause: {name} declined  [decision " in line for line in lines)


def test_the_command_says_in_one_line_that_there_is_no_such_case(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    address = "http://127.0.0.1:8000"
    assert CliRunner().invoke(main, ["init", str(folder), "--public-url", address]).exit_code == 0
    found = CliRunner().invoke(main, ["story", "abcdef", "--settings", str(folder / "habeas.toml")])
    assert found.exit_code == 2
    assert found.output.startswith("abcdef: ")
    assert found.output.count("\n") == 1
