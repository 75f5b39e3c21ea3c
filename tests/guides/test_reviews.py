"""Who vouches for an item, until when, and for which words."""

import json
from pathlib import Path
from typing import Any

import pytest

from habeas.guides.compiler import INDEX, Terms, UnverifiedPolicy, compile_library, situations
from habeas.guides.edit import review_line
from habeas.guides.folder import load
from habeas.guides.library import Library, State, entries
from habeas.guides.text import parse
from habeas.guides.unit import Key
from tests.guides.make import SOURCE, Files, bound, files, library, written

FR, EN = Key("XA", "stopped", "fr"), Key("XA", "stopped", "en")
LATER = "2027-01-01"


def signed(tmp_path: Path, *names: str, expires: str = LATER, language: str = "fr") -> Files:
    """The files after a lawyer has signed the items NAMES."""
    read = {one.item.id: one for one in entries(library(tmp_path / "read"), FR._replace(language=language))}
    content = bound(files())
    for one in content[f"XA/{language}/stopped.yaml"]["items"]:
        if one["id"].removeprefix("xa.stopped.") in names:
            one["review"] = parse(review_line(read[one["id"]], "A. B.", "2026-11-20", expires), "review")
    return content


def loaded(tmp_path: Path, content: Files) -> Library:
    """As it stands, stale translations and all."""
    return load(written(tmp_path / "pack", content)).library


ALL = ("say.01", "do.01", "do.02", "dont.01", "refused.01")


def states(made: Library, key: Key = FR) -> list[State]:
    return [one.state for one in entries(made, key)]


def test_a_signed_item_is_reviewed(tmp_path: Path) -> None:
    made = loaded(tmp_path, signed(tmp_path, "do.01"))
    assert states(made) == [
        State.unreviewed,
        State.reviewed,
        State.unreviewed,
        State.unreviewed,
        State.unreviewed,
    ]


CHANGES: list[dict[str, Any]] = [
    {"do": "Demandez pourquoi."},
    {"more": "Autre chose."},
    {"risk": "Un risque."},
    {"kind": "practice"},
    {"source": [SOURCE | {"art": "3"}]},
]


@pytest.mark.parametrize("change", CHANGES)
def test_an_edit_ends_the_review(tmp_path: Path, change: dict[str, Any]) -> None:
    content = signed(tmp_path, "do.01")
    content["XA/fr/stopped.yaml"]["items"][1] |= change
    assert states(loaded(tmp_path, content))[1] is State.changed


def test_reading_a_source_again_does_not(tmp_path: Path) -> None:
    content = signed(tmp_path, "do.01")
    content["XA/fr/stopped.yaml"]["items"][1]["source"] = [
        SOURCE | {"seen": "2026-11-23", "as_of": "2026-10-01"}
    ]
    assert states(loaded(tmp_path, content))[1] is State.reviewed


def test_a_review_of_a_translation_ends_with_the_law_of_its_original(tmp_path: Path) -> None:
    content = signed(tmp_path, "do.01", language="en")
    assert states(loaded(tmp_path, content), EN)[1] is State.reviewed
    content["XA/fr/stopped.yaml"]["items"][1]["source"] = [SOURCE | {"art": "3"}]
    assert states(loaded(tmp_path, content), EN)[1] is State.changed


def test_a_stale_translation_is_stale_even_when_signed(tmp_path: Path) -> None:
    content = signed(tmp_path, "do.01", language="en")
    content["XA/fr/stopped.yaml"]["items"][1]["do"] = "Autre chose."
    assert states(loaded(tmp_path, content), EN)[1] is State.stale


def count(made: Library, terms: Terms) -> list[tuple[str, int, int]]:
    """(language, items, reviewed) as the index tells them."""
    index = json.loads(compile_library(made, terms)[INDEX])
    return [
        (one["language"], one["items"], one["reviewed"])
        for each in index["jurisdictions"]
        for one in each["languages"]
    ]


def test_the_index_counts_what_somebody_vouches_for(tmp_path: Path) -> None:
    made = loaded(tmp_path, signed(tmp_path, "do.01", "do.02"))
    assert count(made, Terms(UnverifiedPolicy.banner)) == [("fr", 5, 2), ("en", 5, 0)]


def test_hiding_leaves_only_what_somebody_vouches_for(tmp_path: Path) -> None:
    made = loaded(tmp_path, signed(tmp_path, *ALL[:4]))
    (told,) = situations(made, "XA", "fr", Terms(UnverifiedPolicy.hide))
    assert [one.id.removeprefix("xa.stopped.") for one in told.items] == list(ALL[:4])
    assert situations(made, "XA", "en", Terms(UnverifiedPolicy.hide)) == []


def test_hiding_shows_no_part_of_a_first_screen(tmp_path: Path) -> None:
    made = loaded(tmp_path, signed(tmp_path, "say.01", "do.01", "do.02", "refused.01"))
    assert situations(made, "XA", "fr", Terms(UnverifiedPolicy.hide)) == []
    assert count(made, Terms(UnverifiedPolicy.hide)) == []


def test_a_phone_is_told_by_whom_and_until_when(tmp_path: Path) -> None:
    made = loaded(tmp_path, signed(tmp_path, "do.01"))
    (told,) = situations(made, "XA", "fr", Terms(UnverifiedPolicy.banner))
    one = told.items[1]
    assert one.review is not None
    assert (one.state, one.review.by, one.review.at, one.review.expires) == (
        State.reviewed,
        "A. B.",
        "2026-11-20",
        LATER,
    )
    assert [each.review for each in told.items if each is not one] == [None] * 4
