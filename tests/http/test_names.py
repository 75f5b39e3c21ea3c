"""Names that were sealed into check-ins and behind call words stand nowhere on the server, nor do the words.

The browser's own test presses through the pages; here a whole process is asked for all that a phone leaves.
"""

import asyncio
from pathlib import Path
from secrets import token_hex

import httpx
import pytest

from habeas.client.call_words import WordsParty
from habeas.client.person import PersonParty
from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.call_words import DepositBody
from habeas.client.seal.ending import Codes, end_secret
from habeas.client.seal.press import Clear, Moment
from habeas.core.time import DAY_MS, HOUR_MS
from habeas.wire import SystemClock
from tests.browser.traces import found_in_files, found_in_memory
from tests.fakes.child import Child, Prepared, prepare

CLEAR = Clear("centre", "detained", "now", "en")


def canary(kind: str) -> str:
    return f"{kind}{token_hex(6)}"


def letters(text: str) -> str:
    """A word is of letters alone."""
    return text.translate(str.maketrans("0123456789", "ghijklmnop"))


@pytest.fixture
def instance(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "instance", counsel=2)


def file_of(hidden: list[str]) -> FileBody:
    fields = ("name", "birth_date", "phone", "tell", "medical", "notes")
    made = FileBody(**{field: canary("Канарейка" if field == "name" else field) for field in fields})
    hidden += [getattr(made, field) for field in fields]
    return made


async def live(child: Child, hidden: list[str]) -> list[str]:
    """One of each life a check-in can have, and a file behind words; returns what the server is told."""
    known: list[str] = []
    async with httpx.AsyncClient(base_url=child.url, timeout=30) as http:
        for code in ("", "fine", "duress"):
            person = PersonParty(http, SystemClock().now)
            codes = Codes(fine=canary("code"), duress=canary("code"))
            person.codes = codes
            where = canary("where")
            hidden += [codes.fine, codes.duress, where, person.keys.token]
            due_at = SystemClock().now() + HOUR_MS
            moment = Moment(due_at - due_at % 300_000, 15)
            await person.arm(CLEAR, moment, Card(where=where), file_of(hidden))
            known.append(person.case_id)
            later = Moment(moment.due_at + 300_000, 0)
            anew = await person.seal(CLEAR, Card(where=where), file_of(hidden))
            await person.extend(1, later, resealed=anew)
            if code:
                await person.say_code(getattr(codes, code))
                hidden.append(end_secret(person.keys.token, getattr(codes, code)))
        words = " ".join(letters(canary("word")) for _ in range(4))
        left = WordsParty(http, "test-aid", words)
        file = file_of(hidden)
        body = DepositBody(file.name, file.birth_date, file.phone, file.tell, file.medical, file.notes, "ru")
        await left.leave(body, (SystemClock().now() // DAY_MS + 9) * DAY_MS)
        known.append(left.secret.lookup_id)
        hidden += [*words.split(), left.secret.key, left.token]
    return known


def test_nothing_that_was_sealed_is_found_on_the_server(child: Child, instance: Prepared) -> None:
    hidden: list[str] = []
    known = asyncio.run(live(child, hidden))
    folder = instance.settings.parent
    # The control: what the server is told openly must be found wherever the search is worth anything.
    assert {secret for secret, _ in found_in_files(folder, known)} == set(known)
    assert found_in_files(folder, hidden) == set()
    # A token travels to the server and is forgotten there: it may stand in memory for a while, never on disk.
    names = [one for one in hidden if one.startswith(("Канарейка", "word"))]
    assert found_in_memory(child.pid, [known[0], *names]) == {known[0]}
