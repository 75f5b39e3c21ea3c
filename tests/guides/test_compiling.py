"""What the phone gets: split where it must be, named by its hash, no member without a value."""

import gzip
import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.guides.compiler import INDEX, LIMIT_BYTES, Terms, UnverifiedPolicy, compile_library
from habeas.guides.library import Library
from tests.guides.make import Files, item, library

TERMS = Terms(UnverifiedPolicy.banner)


def test_members_without_a_value_are_left_out(tmp_path: Path) -> None:
    made = compile_library(library(tmp_path), TERMS)
    (french,) = [json.loads(body) for path, body in made.items() if path.startswith("/guides/XA/fr.")]
    assert french["situations"][0]["items"][0] == {
        "id": "xa.stopped.say.01",
        "form": "say",
        "kind": "law",
        "text": "Je veux un avocat.",
        "state": "unreviewed",
        "first": True,
        "source": [
            {
                "act": "Code",
                "art": "1(2)",
                "sure": "text seen",
                "url": "https://law.example/1",
                "seen": "2026-11-01",
            }
        ],
    }


def test_a_file_has_its_hash_in_its_name(tmp_path: Path) -> None:
    before = compile_library(library(tmp_path / "a"), TERMS)

    def change(content: Files) -> None:
        content["XA/en/stopped.yaml"]["items"][0]["say"] = "I want my lawyer."

    after = compile_library(library(tmp_path / "b", change), TERMS)
    french, english = (
        [{path for path in made if f"/{language}." in path} for made in (before, after)]
        for language in ("fr", "en")
    )
    assert french[0] == french[1]
    assert english[0].isdisjoint(english[1])


def large(tmp_path: Path, names: int) -> Library:
    """Many situations with words that hardly compress."""

    def swell(content: Files) -> None:
        for number in range(names):
            name = "x" + chr(97 + number)
            ids = ("say.01", "do.01", "do.02", "do.03", *(f"do.{row}" for row in range(10, 16)))
            items = []
            for row, one in enumerate(ids):
                noise = "".join(
                    chr(0x4E00 + (number * 7919 + row * 104_729 + k * k * 31) % 20_000) for k in range(380)
                )
                made = item(one, "Mot.", first=row < 4, more=noise)
                items.append(made | {"id": f"xa.{name}.{one}"})
            content["situations.yaml"][name] = {"fr": name}
            content[f"XA/fr/{name}.yaml"] = {
                "jurisdiction": "XA",
                "situation": name,
                "language": "fr",
                "items": items,
            }

    return library(tmp_path, swell)


def test_what_is_too_much_for_one_file_comes_in_several(tmp_path: Path) -> None:
    made = compile_library(large(tmp_path, 6), TERMS)
    (told,) = json.loads(made[INDEX])["jurisdictions"]
    parts = told["languages"][0]["parts"]
    assert len(parts) > 1
    assert [one for part in parts for one in part["situations"]] == ["stopped", *(f"x{c}" for c in "abcdef")]
    for part in parts:
        assert len(gzip.compress(made[part["path"]], 9, mtime=0)) <= LIMIT_BYTES


def test_jurisdictions_are_served_as_they_were_named(tmp_path: Path) -> None:
    made = compile_library(library(tmp_path), Terms(UnverifiedPolicy.banner, ("XA", "XA")))
    assert [one["id"] for one in json.loads(made[INDEX])["jurisdictions"]] == ["XA"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(words=st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40))
def test_words_arrive_as_they_were_written(tmp_path: Path, words: str) -> None:
    def change(content: Files) -> None:
        content["XA/fr/stopped.yaml"]["items"][1]["more"] = words

    made = compile_library(library(tmp_path, change), TERMS)
    told = [json.loads(body) for path, body in made.items() if "/fr." in path]
    assert told[0]["situations"][0]["items"][1]["more"] == words
