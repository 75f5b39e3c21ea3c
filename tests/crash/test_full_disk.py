"""A full disk: presses are refused in clear words, nothing is half done, all goes on when there is room."""

import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from habeas.client.presses import ReadyPress, ready_presses
from habeas.client.seal.press import Clear
from tests.fakes.child import Child, Prepared, prepare

PRESSES = 200
ROOM_BYTES = 200_000
JSON = {"content-type": "application/json"}


@pytest.fixture
def instance(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "instance", counsel=3)


def _limit_files(child: Child, most_bytes: int) -> None:
    """No file of the child may grow beyond this: its disk is full for it alone."""
    resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))


def _post(http: httpx.Client, press: ReadyPress) -> httpx.Response:
    return http.post("/v1/cases", content=press.body, headers=JSON)


def test_a_full_disk_is_said_and_outlived(instance: Prepared, child: Child) -> None:
    presses = ready_presses(
        PRESSES, instance.roster, [Clear("centre", "detained", "now", "en")], list(instance.keys)
    )
    with httpx.Client(base_url=child.url, timeout=30) as http:
        _limit_files(child, instance.database.stat().st_size + ROOM_BYTES)
        answers = {press.case_id: _post(http, press) for press in presses}
        refused = [answer for answer in answers.values() if answer.status_code == 503]
        assert refused, "the disk was never full"
        assert refused[0].headers["content-type"] == "application/problem+json"
        assert refused[0].headers["retry-after"] == "5"
        assert http.get("/health").status_code == 200
        _limit_files(child, resource.RLIM_INFINITY)
        again = [_post(http, press).status_code for press in presses]
    assert set(again) <= {200, 201}
    stored = {case_id for case_id, answer in answers.items() if answer.status_code == 201}
    _check(instance.database, stored, {press.case_id for press in presses})


def _check(database: Path, before: set[str], after: set[str]) -> None:
    with closing(sqlite3.connect(database)) as opened:
        rows = [case_id for (case_id,) in opened.execute("select case_id from case_")]
        assert opened.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert sorted(rows) == sorted(after)
    assert before < after
