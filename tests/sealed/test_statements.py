"""What dispatchers sign for each other, by the vectors that the browser's side reads too."""

from typing import Any

import msgspec
import pytest

from habeas.client.access_log import Head, SignedEntry, check_log
from habeas.client.freshness import judge_roster
from habeas.sealed.ids import digest
from habeas.sealed.refusal import Refused
from habeas.sealed.roster import Roster
from habeas.sealed.statement import AccessEntry, Sighting, verify
from tests.sealed.vectors import load, names, roster

STATEMENTS = load("statements")
KINDS: dict[str, type[Any]] = {"sighting": Sighting, "access": AccessEntry}
CASES, FRESHNESS, LOGS = STATEMENTS["statements"], STATEMENTS["freshness"], STATEMENTS["logs"]


@pytest.mark.parametrize("vector", CASES, ids=names(CASES))
def test_a_statement(vector: dict[str, Any]) -> None:
    if "refused" in vector:
        with pytest.raises(Refused) as refused:
            verify(vector["text"], KINDS[vector["kind"]], roster())
        assert refused.value.reason == vector["refused"]
    else:
        verify(vector["text"], KINDS[vector["kind"]], roster())


@pytest.mark.parametrize("vector", FRESHNESS, ids=names(FRESHNESS))
def test_whether_a_roster_is_fresh(vector: dict[str, Any]) -> None:
    held = msgspec.convert(STATEMENTS["rosters"][vector["roster"]], Roster)
    sightings = [verify(text, Sighting, held) for text in vector["texts"]]
    found = judge_roster(held, STATEMENTS["sha256"], sightings, vector["now"])
    assert (found.until, len(found.by)) == (vector["until"], vector["by"])
    assert (found.other and found.other.roster_version) == vector["other"]


def test_an_expired_roster_is_fresh_to_nobody() -> None:
    held = roster()
    vector = next(one for one in FRESHNESS if one["until"] is not None and one["roster"] == "alone")
    sightings = [verify(text, Sighting, held) for text in vector["texts"]]
    expired = msgspec.structs.replace(held, expires_at=vector["now"])
    assert judge_roster(expired, STATEMENTS["sha256"], sightings, vector["now"]).until is None


@pytest.mark.parametrize("vector", LOGS, ids=names(LOGS))
def test_what_does_not_fit_in_a_log(vector: dict[str, Any]) -> None:
    entries = [SignedEntry(verify(text, AccessEntry, roster()), digest(text)) for text in vector["texts"]]
    seen = msgspec.convert(vector["seen"], Head | None)
    faults, head = check_log(entries, seen, vector["now"])
    assert sorted(faults) == vector["faults"]
    last = max([entry.entry.sequence for entry in entries] + ([seen.sequence] if seen else []), default=None)
    assert (head and head.sequence) == last
