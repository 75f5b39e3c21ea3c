"""The one writer: many jobs in one transaction, each on its own when it fails."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from habeas.store.engine import Store
from habeas.store.migrate import migrate
from habeas.store.tables import counter, invitation, session
from habeas.store.tx import Tx

WAITING = 20


class Refuses(Exception):
    """What a job raises in these tests."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'habeas.db'}"
    migrate(made)
    return made


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    made = Store(url)
    yield made
    made.close()


def add(tx: Tx, code: str) -> int:
    tx.conn.execute(insert(invitation), {"code_sha256": code, "role": "counsel", "expires_at": 1})
    return tx.number


def add_then_refuse(tx: Tx, code: str) -> int:
    add(tx, code)
    raise Refuses


def add_all(tx: Tx, codes: list[str]) -> list[int]:
    numbers = [add(tx, code) for code in codes]
    if "bad" in codes:
        raise Refuses
    return numbers


def codes(conn: Connection) -> list[str]:
    return list(conn.execute(select(invitation.c.code_sha256).order_by("code_sha256")).scalars())


def changed(conn: Connection) -> int:
    return int(conn.execute(select(counter.c.value)).scalar_one())


async def all_at_once(store: Store, waiting: Sequence[str]) -> list[object]:
    """Keep the writer busy until all have been asked for, so that it finds them waiting together."""
    begun, go_on = threading.Event(), threading.Event()

    def busy(_: Tx) -> None:
        begun.set()
        go_on.wait()

    first = asyncio.ensure_future(store.write(busy))
    await asyncio.to_thread(begun.wait)
    asked = [asyncio.ensure_future(store.write(add, code)) for code in waiting]
    await asyncio.wait(asked, timeout=0)
    go_on.set()
    await first
    return await asyncio.gather(*asked, return_exceptions=True)


async def test_jobs_that_wait_together_are_one_transaction(store: Store) -> None:
    numbers = await all_at_once(store, [f"{number:02}" for number in range(WAITING)])
    assert numbers == [1] * WAITING
    assert len(await store.read(codes)) == WAITING


async def test_a_job_that_raises_takes_back_only_its_own_work(store: Store) -> None:
    results = await asyncio.gather(
        store.write(add, "first"),
        store.write(add_then_refuse, "second"),
        store.write(add, "third"),
        return_exceptions=True,
    )
    assert isinstance(results[1], Refuses)
    assert await store.read(codes) == ["first", "third"]


async def test_the_number_of_a_job_that_was_taken_back_is_used_again(store: Store) -> None:
    await asyncio.gather(
        store.write(add_then_refuse, "first"), store.write(add, "second"), return_exceptions=True
    )
    assert await store.read(changed) == 1


async def test_a_bad_item_fails_alone_and_the_rest_of_its_batch_is_stored(store: Store) -> None:
    results = await asyncio.gather(
        *(store.write_batch(add_all, code) for code in ("good", "bad", "fine")), return_exceptions=True
    )
    assert [isinstance(result, Refuses) for result in results] == [False, True, False]
    assert await store.read(codes) == ["fine", "good"]


async def test_errors_of_the_database_reach_who_asked_without_the_row(store: Store) -> None:
    """What is logged of an error must not carry what somebody sent."""
    await store.write(add, "secret")
    with pytest.raises(IntegrityError) as error:
        await store.write(add, "secret")
    assert "secret" not in str(error.value)


def add_stray_session(tx: Tx) -> None:
    """Found wanting only by the commit itself."""
    tx.conn.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    tx.conn.execute(insert(session), {"token_sha256": "x", "fingerprint": "nobody", "expires_at": 1})


async def test_a_commit_that_fails_fails_for_its_jobs_and_the_writer_goes_on(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await store.write(add_stray_session)
    await store.write(add, "after")
    assert await store.read(codes) == ["after"]


async def test_who_stops_waiting_does_not_disturb_the_others(store: Store) -> None:
    leaver = asyncio.ensure_future(store.write(add, "left"))
    stayer = asyncio.ensure_future(store.write(add, "stayed"))
    await asyncio.wait((leaver,), timeout=0)
    leaver.cancel()
    await stayer
    assert "stayed" in await store.read(codes)


async def test_what_was_asked_for_before_closing_is_stored(url: str) -> None:
    store = Store(url)
    asked = [asyncio.ensure_future(store.write(add, f"{number:02}")) for number in range(WAITING)]
    await asyncio.wait(asked, timeout=0)
    store.close()
    await asyncio.gather(*asked)
    again = Store(url)
    assert len(await again.read(codes)) == WAITING
    again.close()


async def test_one_commit_a_job_when_grouping_is_off(url: str) -> None:
    store = Store(url, group_commit=False)
    numbers = await all_at_once(store, ["first", "second", "third"])
    store.close()
    assert numbers == [1, 2, 3]


async def test_the_database_is_opened_as_the_promises_need_it(store: Store) -> None:
    def settings(tx: Tx) -> list[object]:
        names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        return [tx.conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]

    assert await store.write(settings) == ["wal", 2, 1, 1]
