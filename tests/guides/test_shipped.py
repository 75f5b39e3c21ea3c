"""The packs that come with the code: right, whole, small, and honest about who has reviewed them."""

import gzip
import json
from functools import cache
from typing import Any

import pytest

from habeas.guides.check import check
from habeas.guides.compiler import INDEX, LIMIT_BYTES, Terms, UnverifiedPolicy, compile_library
from habeas.guides.findings import Level
from habeas.guides.folder import SHIPPED_FOLDER, load
from habeas.guides.library import Library
from habeas.guides.overlay import instance_files, load_shipped
from habeas.guides.unit import Form, Kind, Sure
from tests.guides.make import TODAY

TERMS = Terms(UnverifiedPolicy.banner)
SIX = {"stopped", "station", "sign", "witness", "suspect", "phone"}
ALL = SIX | {"prints", "home", "minor", "foreigner", "doctor"}


def library() -> Library:
    return load_shipped().library


@cache
def compiled() -> dict[str, bytes]:
    return instance_files(None, TERMS)


def index() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(compiled()[INDEX])
    return told


def test_nothing_is_wrong_or_outdated() -> None:
    findings = [*load_shipped().findings, *check(library(), TODAY)]
    assert [str(one) for one in findings if one.level is not Level.draft] == []


def test_nobody_has_reviewed_anything_yet_and_nothing_says_otherwise() -> None:
    reviews = [item.review for guide in library().guides.values() for item in guide.items]
    assert {(one.by, one.at, one.expires, one.of) for one in reviews} == {(None, None, None, None)}
    assert {one["reviewed"] for each in index()["jurisdictions"] for one in each["languages"]} == {0}
    assert set(instance_files(None, Terms(UnverifiedPolicy.hide))) == {INDEX}


@pytest.mark.parametrize(
    ("jurisdiction", "languages", "wanted"),
    [("RU", ["ru", "en"], ALL), ("US", ["en"], SIX), ("DE", ["de", "en"], SIX), ("GB-EAW", ["en"], SIX)],
)
def test_what_is_written_is_there_in_every_language(
    jurisdiction: str, languages: list[str], wanted: set[str]
) -> None:
    (told,) = [one for one in index()["jurisdictions"] if one["id"] == jurisdiction]
    assert [one["language"] for one in told["languages"]] == languages
    for language in told["languages"]:
        assert {situation for part in language["parts"] for situation in part["situations"]} >= wanted
        assert language["language"] in told["names"]
    assert len({one["items"] for one in told["languages"]}) == 1


def test_every_file_is_small_enough_for_a_bad_network() -> None:
    assert len(compiled()) > 4
    for path, body in compiled().items():
        assert len(gzip.compress(body, 9, mtime=0)) <= LIMIT_BYTES, path


def test_the_index_says_the_true_size_and_content_of_each_file() -> None:
    parts = [part for one in index()["jurisdictions"] for told in one["languages"] for part in told["parts"]]
    clocks = [one["clocks"] for one in index()["jurisdictions"]]
    assert {one["path"] for one in [*parts, *clocks]} | {INDEX} == set(compiled())
    for one in clocks:
        body = compiled()[one["path"]]
        assert one["gzip_bytes"] == len(gzip.compress(body, 9, mtime=0))
        assert one["items"] == len(json.loads(body)["rules"])
    for part in parts:
        body = compiled()[part["path"]]
        assert part["gzip_bytes"] == len(gzip.compress(body, 9, mtime=0))
        assert part["situations"] == [one["id"] for one in json.loads(body)["situations"]]


def test_reading_the_folder_again_gives_the_same_bytes() -> None:
    assert compile_library(load(SHIPPED_FOLDER).library, TERMS) == compiled()


def test_the_order_in_which_files_are_found_changes_nothing() -> None:
    whole = library()
    turned = Library(
        whole.situations,
        dict(reversed(whole.packs.items())),
        dict(reversed(whole.guides.items())),
        dict(reversed(whole.clocks.items())),
    )
    assert compile_library(turned, TERMS) == compiled()


def test_law_rests_on_a_text_that_was_read_or_told_never_on_memory() -> None:
    laws = [item for guide in library().guides.values() for item in guide.items if item.kind is Kind.law]
    assert len(laws) > 100
    assert [one.id for one in laws if all(source.sure is Sure.memory for source in one.source)] == []


def test_only_an_opinion_stands_without_a_source() -> None:
    originals = [item for guide in library().guides.values() for item in guide.items if item.kind]
    assert {one.kind for one in originals if not one.source} <= {Kind.opinion}


def test_traps_are_shown() -> None:
    """What must not be left out: where silence or a lie is itself an offence, and where silence counts."""
    items = {item.id: item for guide in library().guides.values() for item in guide.items if item.kind}
    trap = items["ru.witness.dont.01"]
    assert (trap.form, trap.source[0].art) == (Form.dont, "307, 308")
    assert trap.risk
    assert items["us.station.do.01"].first
    silence = items["gb-eaw.suspect.do.02"]
    assert silence.first
    assert "Silence can harm your defence" in (silence.more or "")


@pytest.mark.parametrize("path", ["RU/ru/witness", "RU/en/witness", "GB-EAW/en/suspect"])
def test_a_guide_is_written_where_it_says(path: str) -> None:
    assert (SHIPPED_FOLDER / f"{path}.yaml").is_file()


def test_the_four_hours_of_a_witness_are_the_limit_that_the_law_sets() -> None:
    (limit,) = [
        item
        for guide in library().guides.values()
        for item in guide.items
        if item.id == "ru.witness.do.02" and item.kind
    ]
    assert limit.first
    assert [(one.act, one.art) for one in limit.source] == [("upk", "187(2), 187(3)")]
