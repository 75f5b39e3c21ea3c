"""A file behind call words: found by who has the words, missed so often and no more, deleted for good."""

import asyncio
from pathlib import Path

import pytest
from msgspec import structs

from habeas.client.seal.call_words import DepositBody, WordsSecret, seal_deposit
from habeas.commands import call_words, desk
from habeas.commands.context import Context, Member
from habeas.commands.errors import Refused
from habeas.commands.shapes.desk import OpenWords
from habeas.commands.shapes.person import ChangeWords, LeaveWords
from habeas.core.time import DAY_MS, HOUR_MS, MINUTE_MS
from habeas.sealed.ids import b64, token_sha256
from habeas.settings import load
from habeas.store import deposits
from habeas.wire import day_of, open_instance
from tests.fakes.child import habeas, prepare
from tests.fakes.town import Town
from tests.work.test_janitor import on_disk

TOKEN = b64(bytes(32))
PROOF = token_sha256(TOKEN)
# What the derivation gives is tested with the vectors; here any 64 bytes will do.
FOUND = WordsSecret(b64(b"l" * 32), b64(b"k" * 32))
NOWHERE = OpenWords(b64(b"n" * 32))


def left(town: Town, name: str = "Vera", days: int = 30) -> LeaveWords:
    day = town.clock.now() - town.clock.now() % DAY_MS + days * DAY_MS
    return LeaveWords(FOUND.lookup_id, PROOF, seal_deposit(FOUND, DepositBody(name=name)), day)


async def look(town: Town, who: Member) -> str:
    return (await call_words.look(town.ctx, who, OpenWords(FOUND.lookup_id))).sealed


async def missed(town: Town, who: Member) -> str:
    with pytest.raises(Refused) as error:
        await call_words.look(town.ctx, who, NOWHERE)
    return error.value.kind


async def actions(town: Town, who: Member) -> list[tuple[str, str | None, str | None]]:
    return [(one.action, one.case_id, one.reason) for one in (await desk.audit(town.ctx, who)).entries]


async def test_what_was_left_is_found_and_that_it_was_is_written_down(town: Town) -> None:
    who = await town.dispatcher()
    body = left(town)
    kept, created = await call_words.leave(town.ctx, body)
    assert (kept.expires_at, created) == (body.expires_at, True)
    assert await look(town, who) == body.sealed
    assert await actions(town, who) == [("words_opened", None, None)]


async def test_leaving_the_same_again_changes_nothing_and_other_content_needs_other_words(town: Town) -> None:
    body = left(town)
    await call_words.leave(town.ctx, body)
    assert (await call_words.leave(town.ctx, body))[1] is False
    with pytest.raises(Refused) as error:
        await call_words.leave(town.ctx, left(town, "Boris"))
    assert (error.value.status, error.value.kind) == (409, "other-content")


async def test_a_token_opens_one_deposit(town: Town) -> None:
    await call_words.leave(town.ctx, left(town))
    with pytest.raises(Refused) as error:
        await call_words.leave(town.ctx, structs.replace(left(town), lookup_id=b64(b"o" * 32)))
    assert (error.value.status, error.value.kind) == (409, "other-content")


async def test_its_owner_changes_and_drops_it_and_nobody_else(town: Town) -> None:
    who = await town.dispatcher()
    await call_words.leave(town.ctx, left(town))
    new = left(town, "Boris", days=60)
    change = ChangeWords(new.sealed, new.expires_at)
    with pytest.raises(Refused) as error:
        await call_words.change(town.ctx, token_sha256(b64(b"x" * 32)), change)
    assert error.value.status == 404
    assert (await call_words.change(town.ctx, PROOF, change)).expires_at == new.expires_at
    assert await look(town, who) == new.sealed
    with pytest.raises(Refused):
        await call_words.drop(town.ctx, token_sha256(b64(b"x" * 32)))
    await call_words.drop(town.ctx, PROOF)
    with pytest.raises(Refused) as error:
        await look(town, who)
    assert error.value.status == 404


async def test_its_owner_comes_back_and_leaves_it_as_it_is(town: Town) -> None:
    who, body = await town.dispatcher(), left(town)
    await call_words.leave(town.ctx, body)
    town.clock.advance(DAY_MS)
    await call_words.change(town.ctx, PROOF, ChangeWords(None, body.expires_at))
    assert await look(town, who) == body.sealed
    ((_, confirmed, _),) = await call_words.days_of_deposits(town.ctx)
    assert confirmed


async def test_misses_are_written_down_and_bounded_for_each_dispatcher(town: Town) -> None:
    who, colleague = await town.dispatcher(), await town.dispatcher()
    await call_words.leave(town.ctx, left(town))
    most = town.ctx.settings.limits.call_words_misses_per_hour
    assert [await missed(town, who) for _ in range(most + 1)] == ["not-found"] * most + ["too-many-tries"]
    with pytest.raises(Refused) as error:
        await look(town, who)
    assert (error.value.status, error.value.kind) == (409, "too-many-tries")
    assert await look(town, colleague)
    assert [action for action, *_ in await actions(town, who)] == ["words_opened", *["words_missed"] * most]
    town.clock.advance(HOUR_MS + MINUTE_MS)
    assert await look(town, who)


async def test_finding_does_not_count_as_missing(town: Town) -> None:
    who = await town.dispatcher()
    await call_words.leave(town.ctx, left(town))
    for _ in range(town.ctx.settings.limits.call_words_misses_per_hour + 3):
        assert await look(town, who)


async def test_counsel_may_not_look(town: Town) -> None:
    (who,) = await town.counsel(1)
    with pytest.raises(Refused) as error:
        await call_words.look(town.ctx, who, NOWHERE)
    assert error.value.status == 403


@pytest.mark.parametrize("days", [0, 91])
async def test_how_long_it_is_kept_is_bounded(town: Town, days: int) -> None:
    with pytest.raises(Refused) as error:
        await call_words.leave(town.ctx, left(town, days=days))
    assert error.value.status == 400
    with pytest.raises(Refused):
        await call_words.leave(town.ctx, structs.replace(left(town), expires_at=left(town).expires_at + 1))


async def test_only_an_envelope_of_its_one_size_is_taken(town: Town) -> None:
    longer = left(town).sealed.replace('"ciphertext":"', '"ciphertext":"AAAA', 1)
    with pytest.raises(Refused) as error:
        await call_words.leave(town.ctx, structs.replace(left(town), sealed=longer))
    assert error.value.status == 413


def somebodys(town: Town, number: int, days: int = 30) -> LeaveWords:
    ids = {name: b64(f"{name} {number:026}".encode()[:32]) for name in ("look", "toks")}
    return structs.replace(left(town, days=days), lookup_id=ids["look"], owner_sha256=ids["toks"])


async def still_there(town: Town, bodies: list[LeaveWords]) -> int:
    found = [await town.ctx.store.read(deposits.by_lookup_id, one.lookup_id, 0) for one in bodies]
    return sum(one is not None for one in found)


@pytest.fixture
def small(town: Town, monkeypatch: pytest.MonkeyPatch) -> Context:
    """With room for a hundred."""
    monkeypatch.setattr(call_words, "DEPOSIT_ROW_BYTES", 10_000)
    return town.with_limits(deposit_megabytes=1)


async def test_a_flood_buries_itself_and_nobody_before_or_after_it(town: Town, small: Context) -> None:
    before = [somebodys(town, number) for number in range(20)]
    for one in before:
        await call_words.leave(small, one)
    town.clock.advance(DAY_MS)
    flood = [somebodys(town, number) for number in range(1_000, 1_500)]
    for one in flood:
        assert (await call_words.leave(small, one))[1]
    town.clock.advance(DAY_MS)
    after = [somebodys(town, number) for number in range(2_000, 2_020)]
    for one in after:
        assert (await call_words.leave(small, one))[1]
    assert [await still_there(town, some) for some in (before, after)] == [20, 20]
    assert 0 < await still_there(town, flood) <= 60


async def test_what_somebody_came_back_to_goes_last(town: Town, small: Context) -> None:
    """Even where a flood came on the very day on which it was left."""
    first = somebodys(town, 0)
    await call_words.leave(small, first)
    for number in range(1, 100):
        await call_words.leave(small, somebodys(town, number))
    town.clock.advance(DAY_MS)
    await call_words.change(small, first.owner_sha256, ChangeWords(first.sealed, first.expires_at))
    for number in range(100, 600):
        await call_words.leave(small, somebodys(town, number))
    assert await still_there(town, [first]) == 1


async def test_the_operator_sees_a_flood_by_its_day_and_purges_it(town: Town) -> None:
    today = town.clock.now() - town.clock.now() % DAY_MS
    first = somebodys(town, 0)
    await call_words.leave(town.ctx, first)
    town.clock.advance(DAY_MS)
    await call_words.change(town.ctx, first.owner_sha256, ChangeWords(first.sealed, first.expires_at))
    flood = [somebodys(town, number) for number in range(1, 30)]
    for one in flood:
        await call_words.leave(town.ctx, one)
    assert await call_words.days_of_deposits(town.ctx) == [(today, True, 1), (today + DAY_MS, False, 29)]
    assert await call_words.purge(town.ctx, today + DAY_MS) == 29
    assert await call_words.purge(town.ctx, today) == 0
    assert [await still_there(town, some) for some in ([first], flood)] == [1, 0]


async def test_what_has_had_its_time_makes_room(town: Town, small: Context) -> None:
    for number in range(100):
        await call_words.leave(small, somebodys(town, number, days=1))
    town.clock.advance(DAY_MS)
    await town.janitor.step()
    for number in range(100, 150):
        await call_words.leave(small, somebodys(town, number))
    assert await still_there(town, [somebodys(town, number) for number in range(100, 150)]) == 50


async def test_past_its_time_it_is_found_no_more_and_nothing_of_it_is_left_on_disk(town: Town) -> None:
    who = await town.dispatcher()
    body = left(town, days=3)
    await call_words.leave(town.ctx, body)
    assert body.sealed[:300].encode() in on_disk(town.path)
    town.clock.advance(3 * DAY_MS)
    with pytest.raises(Refused):
        await look(town, who)
    assert await town.ctx.store.read(deposits.by_lookup_id, FOUND.lookup_id, 0) is not None
    await town.janitor.step()
    assert await town.ctx.store.read(deposits.by_lookup_id, FOUND.lookup_id, 0) is None
    assert body.sealed[:300].encode() not in on_disk(town.path)


async def test_the_command_counts_by_day_and_purges_one(tmp_path: Path) -> None:
    made = await asyncio.to_thread(prepare, tmp_path / "instance", 0)
    with open_instance(load(made.settings)) as ctx:
        today = ctx.now() - ctx.now() % DAY_MS
        deposit = seal_deposit(FOUND, DepositBody())
        await call_words.leave(ctx, LeaveWords(FOUND.lookup_id, PROOF, deposit, today + 30 * DAY_MS))
    day = day_of(today)
    assert habeas(made.settings, "call-words") == f"{day}         1\n"
    assert habeas(made.settings, "call-words", "--purge", "2001-01-01").startswith("0 deleted\n")
    assert habeas(made.settings, "call-words", "--purge", day) == "1 deleted\n"
