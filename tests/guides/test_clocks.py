"""Clocks: what the checker refuses, whose they are, and what phones get of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from habeas.guides.check import check, errors
from habeas.guides.compiler import INDEX, Terms, UnverifiedPolicy, compile_library
from habeas.guides.findings import Level, Unreadable
from habeas.guides.folder import Folder, load
from habeas.guides.library import Library, lay
from habeas.guides.overlay import lay_over_shipped
from tests.guides.make import TODAY, bound, clocks, files, written

Clocks = dict[str, Any]
BANNER, HIDE = Terms(UnverifiedPolicy.banner), Terms(UnverifiedPolicy.hide)


def folder(tmp_path: Path, change: Callable[[Clocks, Clocks], Any] = lambda *_: None) -> Folder:
    """XA with its clocks after `change(clocks, their first rule)`."""
    told = clocks()
    change(told, told["rules"][0])
    return load(written(tmp_path / "own", bound(files()) | {"clocks/XA.json": told}))


def library(tmp_path: Path, change: Callable[[Clocks, Clocks], Any] = lambda *_: None) -> Library:
    found = folder(tmp_path, change)
    assert found.findings == []
    return found.library


def signed(expires: str) -> Callable[[Clocks, Clocks], None]:
    return lambda _, rule: rule.update(review={"by": "A. B.", "at": "2026-01-01", "expires": expires})


def test_clocks_that_are_right_are_drafts_only(tmp_path: Path) -> None:
    findings = check(library(tmp_path), TODAY)
    assert {one.level for one in findings} == {Level.draft}
    assert "draft: clocks/XA.json: 1 of 1 clocks are not reviewed by a lawyer" in map(str, findings)


def limit(**form: Any) -> Callable[[Clocks, Clocks], None]:
    return lambda _, rule: rule.update(limit=form)


SHAPES: list[tuple[Callable[[Clocks, Clocks], Any], str]] = [
    (lambda _, rule: rule.update(start=[]), "start"),
    (lambda _, rule: rule.pop("demand"), "demand"),
    (lambda _, rule: rule.update(starts=[]), "starts"),
    (lambda _, rule: rule.update(source=[]), "source"),
    (lambda _, rule: rule["source"][0].pop("url"), "url"),
    (lambda _, rule: rule["source"][0].update(url="javascript:alert(1)"), "url"),
    (lambda _, rule: rule.update(sure="certain"), "sure"),
    (lambda told, _: told.update(format=2), "format"),
    (limit(after="3 hours"), "after"),
    (limit(end_of_day=9), "end_of_day"),
    (limit(moon_phases=2), "moon_phases"),
]


@pytest.mark.parametrize(("change", "where"), SHAPES)
def test_what_has_another_shape_is_refused(
    tmp_path: Path, change: Callable[[Clocks, Clocks], Any], where: str
) -> None:
    (finding,) = folder(tmp_path, change).findings
    assert (finding.level, finding.where) == (Level.error, "clocks/XA.json")
    assert where in finding.what


MEANINGS: list[tuple[Callable[[Clocks, Clocks], Any], str]] = [
    (lambda _, rule: rule.update(ends=["freed"]), "freed is no event of these"),
    (lambda _, rule: rule.update(needs=["suspect"]), "suspect is no event of these"),
    (lambda _, rule: rule.update(instead={"if": "drunk", "starts": []}), "drunk is no event of these"),
    (lambda told, _: told.update(lasting=["minor"]), "lasting: minor is no event of these"),
    (lambda _, rule: rule.update(branch="48h"), "there is no branch 48h"),
    (lambda told, rule: told["rules"].append(dict(rule)), "stands twice"),
    (lambda _, rule: rule["name"].pop("ru"), "a text is missing in ru"),
    (limit(), "exactly one of"),
    (limit(after="PT3H", prompt=True), "exactly one of"),
    (limit(prompt=False), "exactly one of"),
    (limit(end_of_day=1, again={"on": "court", "after": "PT3H"}), "again and extend go with after"),
    (limit(after="PT3H", extend={"on": "court", "sure": "seen"}), "either by or after"),
    (limit(questioning={"row": "PT4H"}), "row with rest, or day"),
    (limit(blocked={"en": "Ask."}), "a text is missing in ru"),
    (lambda _, rule: rule["review"].update(by="A. B."), "by, at and expires, or none"),
    (signed("2025-01-01"), "expires on 2025-01-01, not after"),
]


@pytest.mark.parametrize(("change", "what"), MEANINGS)
def test_what_names_something_else_must_name_what_is_there(
    tmp_path: Path, change: Callable[[Clocks, Clocks], Any], what: str
) -> None:
    found = errors(library(tmp_path, change))
    assert any(what in one.what and one.where.startswith("clocks/XA.json") for one in found)


def test_an_article_leads_to_a_branch_that_is_there(tmp_path: Path) -> None:
    branches = {"strongest_first": ["3h"], "articles": {"19.3": "48h"}, "sure": "memory"}
    found = errors(library(tmp_path, lambda told, _: told.update(branches=branches)))
    assert [one.what for one in found] == ["articles: there is no branch 48h"]


def test_a_key_that_stands_twice_cannot_be_read(tmp_path: Path) -> None:
    own = written(tmp_path / "own", bound(files()) | {"clocks/XA.json": clocks()})
    file = own / "clocks/XA.json"
    file.write_text(file.read_text("utf-8").replace('"status"', '"format": 1, "status"'), "utf-8")
    with pytest.raises(Unreadable, match="the key format stands twice"):
        load(own)
    file.write_text("{", "utf-8")
    with pytest.raises(Unreadable, match=r"XA\.json:1"):
        load(own)


def test_clocks_stand_under_the_name_of_their_place(tmp_path: Path) -> None:
    (finding,) = folder(tmp_path, lambda told, _: told.update(jurisdiction="XB")).findings
    assert finding.what == "what it says of itself belongs into clocks/XB.json"


def test_clocks_of_a_place_without_a_name_are_an_error(tmp_path: Path) -> None:
    found = load(written(tmp_path / "own", {"clocks/XA.json": clocks()}))
    assert [one.what for one in errors(found.library)] == [
        "there is no XA/pack.yaml to say what the place is called"
    ]


def test_a_review_that_is_over_and_a_text_in_the_language_of_the_place_are_outdated(tmp_path: Path) -> None:
    def change(told: Clocks, rule: Clocks) -> None:
        signed(TODAY)(told, rule)
        del rule["name"]["fr"]

    told = [one.what for one in check(library(tmp_path, change), TODAY) if one.level is Level.outdated]
    assert told == [f"the review by A. B. expired on {TODAY}", "a text is missing in fr"]


def test_the_organisations_clocks_take_the_place_of_the_shipped_ones(tmp_path: Path) -> None:
    def ours(told: Clocks, _: Clocks) -> None:
        told.update(jurisdiction="DE", rules=[rule | {"id": "de.ours"} for rule in told["rules"]])

    told = clocks()
    ours(told, told["rules"][0])
    over = load(written(tmp_path / "own", {"clocks/DE.json": told})).library
    laid = lay(lay_over_shipped(None).library, over)
    assert [rule.id for rule in laid.clocks["DE"].rules] == ["de.ours"]
    assert "RU" in laid.clocks


def sent(library: Library, terms: Terms) -> tuple[Any, Any]:
    """What the index says of XA's clocks, and the file."""
    files = compile_library(library, terms)
    (told,) = json.loads(files[INDEX])["jurisdictions"]
    counted = told.get("clocks")
    return counted, counted and json.loads(files[counted["path"]])


def test_phones_get_the_clocks_as_they_are_written(tmp_path: Path) -> None:
    counted, told = sent(library(tmp_path), BANNER)
    assert told == clocks()
    assert (counted["items"], counted["reviewed"]) == (1, 0)
    assert counted["path"] == f"/guides/XA/clocks.{counted['hash']}.json"


def test_where_the_organisation_hides_only_what_somebody_vouches_for_is_sent(tmp_path: Path) -> None:
    assert sent(library(tmp_path), HIDE) == (None, None)
    counted, told = sent(library(tmp_path / "holds", signed("2027-01-01")), HIDE)
    assert (counted["reviewed"], len(told["rules"])) == (1, 1)
