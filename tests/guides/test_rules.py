"""Each rule of the checker: what is right passes, and what is wrong in one point is told in one line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.guides.check import check, errors
from habeas.guides.findings import Level
from habeas.guides.folder import load
from habeas.guides.rules import count_words, split_sentences
from tests.guides.make import SOURCE, TODAY, Files, bound, files, item, library, written

FR, EN = "XA/fr/stopped.yaml", "XA/en/stopped.yaml"
REVIEW = {"by": "A. B.", "at": "2026-01-01", "expires": "2027-01-01", "of": "0" * 16}


def one(content: Files, name: str, path: str = FR) -> dict[str, Any]:
    (found,) = [each for each in content[path]["items"] if each["id"] == f"xa.stopped.{name}"]
    return found


def put(name: str, path: str = FR, **values: Any) -> Callable[[Files], None]:
    """A change of one item; None takes a member away."""

    def change(content: Files) -> None:
        target = one(content, name, path)
        for key, value in values.items():
            if value is None:
                target.pop(key)
            else:
                target[key] = value

    return change


def pack(**values: Any) -> Callable[[Files], None]:
    return lambda content: content["XA/pack.yaml"].update(values)


def twice(content: Files) -> None:
    content[FR]["items"].append(one(content, "do.01") | {"first": False})


def add(**more: Any) -> Callable[[Files], None]:
    return lambda content: content[FR]["items"].append(item("do.03", "Attendez.", **more))


def test_a_right_pack_has_only_drafts(tmp_path: Path) -> None:
    found = check(library(tmp_path), TODAY)
    assert [str(each) for each in found] == [
        "draft: XA/fr: 5 of 5 items are not reviewed by a lawyer",
        "draft: XA/en: 5 of 5 items are not reviewed by a lawyer",
    ]


WRONG: list[tuple[Callable[[Files], None], str]] = [
    (put("do.01", id="xa.stopped.do.1"), "xa.stopped.do.1: its id must be xa.stopped.do. and two digits"),
    (put("do.01", id="xa.station.do.01"), "its id must be xa.stopped.do."),
    (put("do.01", id="xb.stopped.do.01"), "its id must be xa.stopped.do."),
    (put("do.01", id="xa.stopped.say.02"), "its id must be xa.stopped.do."),
    (twice, "xa.stopped.do.01: stands twice"),
    (pack(retired=["xa.stopped.do.01"]), "xa.stopped.do.01: this id meant something else once"),
    (put("say.01", say="a" * 121), "xa.stopped.say.01: 121 characters to say, at most 120"),
    (put("do.01", do="un " * 13 + "."), "xa.stopped.do.01: 13 words, at most 12"),
    (put("dont.01", dont="un " * 13), "xa.stopped.dont.01: 13 words, at most 12"),
    (put("refused.01", refused="un " * 13), "xa.stopped.refused.01: 13 words, at most 12"),
    (put("do.01", more="un " * 130 + "."), "words in an average sentence, at most 14"),
    (put("do.01", first=None), "the first screen has 1 sentences to say and 2 actions"),
    (put("say.01", first=None), "the first screen has 0 sentences to say and 3 actions"),
    (add(first=True), "the first screen has 1 sentences to say and 4 actions"),
    (put("refused.01", first=True), "what to do if they refuse is not for the first screen"),
    (put("do.01", kind=None), "xa.stopped.do.01: kind is missing"),
    (put("do.01", source=None), "xa.stopped.do.01: law without a source"),
    (put("refused.01", source=None), "xa.stopped.refused.01: practice without a source"),
    (put("do.01", source=[SOURCE | {"sure": "memory"}]), "xa.stopped.do.01: law that nobody has read"),
    (put("do.01", source=[SOURCE | {"act": "other"}]), "the act other has no name in fr, en"),
    (put("do.01", source=[SOURCE | {"url": None}]), "was looked at: say where (url) and when (seen)"),
    (put("do.01", source=[SOURCE | {"seen": None}]), "was looked at: say where (url) and when (seen)"),
    (put("do.01", source_hash="0" * 16), "source_hash belongs to translations"),
    (put("do.01", review=REVIEW | {"of": None}), "a review has by, at, expires and of, or none of them"),
    (put("do.01", review=REVIEW | {"expires": "2026-01-01"}), "expires on 2026-01-01, not after 2026-01-01"),
    (put("do.01", EN, kind="law"), f"{EN}: xa.stopped.do.01: kind, source and first belong to the original"),
    (put("do.01", EN, first=True), "kind, source and first belong to the original"),
    (put("do.01", EN, do="one " * 13), f"{EN}: xa.stopped.do.01: 13 words, at most 12"),
    (put("do.01", EN, id="xa.stopped.do.09"), "xa.stopped.do.09: translates an item that is not there"),
    (pack(languages=["fr"]), "XA/pack.yaml does not name the language en"),
    (pack(languages=["en"]), "languages lack the source language fr"),
    (pack(names={"fr": "Exemple"}), "the jurisdiction has no name in en"),
    (lambda content: content["situations.yaml"]["stopped"].pop("en"), "no title for stopped in en"),
    (lambda content: content.pop("XA/pack.yaml"), "XA/pack.yaml does not name the language"),
]


@pytest.mark.parametrize(("change", "told"), WRONG)
def test_what_is_wrong_is_an_error(tmp_path: Path, change: Callable[[Files], None], told: str) -> None:
    lines = [str(each) for each in errors(library(tmp_path, change))]
    assert [line for line in lines if told in line] != [], lines
    assert all("\n" not in line and line.startswith("error: ") for line in lines)


BROKEN: list[tuple[Callable[[Files], None], str]] = [
    (put("do.01", more=""), "xa.stopped.do.01"),
    (put("do.01", dont="Non."), "exactly one of say, do, dont, refused"),
    (put("do.01", do=None), "exactly one of say, do, dont, refused"),
    (put("do.01", review=None), "missing required field `review`"),
    (put("do.01", words="x"), "unknown field `words`"),
    (put("do.01", kind="rumour"), "rumour"),
    (put("do.01", do="Deux\nlignes"), "xa.stopped.do.01"),
    (put("do.01", source=[SOURCE | {"url": "ftp://law.example"}]), "`$.source[0].url`"),
    (put("do.01", source=[SOURCE | {"seen": "2026-13-01"}]), "`$.source[0].seen`"),
    (put("do.01", source=[SOURCE | {"sure": "certain"}]), "certain"),
    (lambda content: content[FR].update(situation="station"), "belongs into XA/fr/station.yaml"),
    (lambda content: content[FR].update(title="x"), "unknown field `title`"),
    (lambda content: content["XA/pack.yaml"].pop("names"), "missing required field `names`"),
    (lambda content: content.update({"XA/fr/more/x.yaml": {}}), "no file of a pack is here"),
    (lambda content: content.update({"XA/fr/station.yml": {}}), "must end in .yaml"),
]


@pytest.mark.parametrize(("change", "told"), BROKEN)
def test_what_has_the_wrong_shape_is_told_with_its_place(
    tmp_path: Path, change: Callable[[Files], None], told: str
) -> None:
    content = bound(files())
    change(content)
    (finding,) = load(written(tmp_path, content)).findings
    assert finding.level is Level.error
    assert told in str(finding)


OUTDATED: list[tuple[Callable[[Files], None], str]] = [
    (put("do.01", do="Demandez pourquoi."), f"{EN}: xa.stopped.do.01: the original has changed"),
    (put("do.01", more=None), "xa.stopped.do.01: the original has changed"),
    (put("do.01", review=REVIEW), f"{FR}: xa.stopped.do.01: it has changed since A. B. reviewed it"),
    (add(), f"{EN}: xa.stopped.do.03: is not translated"),
    (lambda content: content.pop(EN), f"{EN}: is missing"),
]


@pytest.mark.parametrize(("change", "told"), OUTDATED)
def test_what_was_overtaken_is_outdated_and_can_still_be_served(
    tmp_path: Path, change: Callable[[Files], None], told: str
) -> None:
    made = library(tmp_path, change)
    lines = [str(each) for each in check(made, TODAY) if each.level is Level.outdated]
    assert len(lines) == 1
    assert told in lines[0]
    assert errors(made) == []


def test_other_sources_leave_a_translation_as_it_is(tmp_path: Path) -> None:
    made = library(tmp_path, put("do.01", source=[SOURCE | {"art": "9"}]))
    assert [each for each in check(made, TODAY) if each.level is Level.outdated] == []


def test_an_opinion_needs_no_source(tmp_path: Path) -> None:
    def change(content: Files) -> None:
        put("do.01", source=None, kind="opinion")(content)

    assert errors(library(tmp_path, change)) == []


def test_a_situation_that_nobody_wrote_is_a_draft(tmp_path: Path) -> None:
    made = library(tmp_path, lambda content: content["situations.yaml"].update(station={"fr": "Au poste"}))
    assert "draft: XA: no guide for station yet" in [str(each) for each in check(made, TODAY)]


def test_a_source_that_nobody_looked_at_is_a_draft(tmp_path: Path) -> None:
    memory = {"act": "code", "art": "7", "sure": "memory"}
    made = library(tmp_path, put("do.01", source=[SOURCE, memory]))
    assert errors(made) == []
    lines = [str(each) for each in check(made, TODAY)]
    assert "draft: XA: sources that nobody looked at: xa.stopped.do.01" in lines


def test_one_situation_too_large_for_a_file_is_an_error(tmp_path: Path) -> None:
    def swell(content: Files) -> None:
        for number in range(10, 100):
            noise = "".join(chr(0x4E00 + (number * 7919 + row * row * 31) % 20_000) for row in range(390))
            content[FR]["items"].append(item(f"do.{number}", "Attendez.", more=noise))

    (finding,) = errors(library(tmp_path, swell))
    assert finding.where == FR
    assert "bytes compressed, at most 14336" in finding.what


@given(st.lists(st.text("abcxyzäбя'", min_size=1).filter(lambda word: word.strip("'")), max_size=30))
def test_words_are_what_stands_between_blanks(parts: list[str]) -> None:
    assert count_words(" ".join(parts)) == len(parts)
    assert count_words(" — ".join(parts)) == len(parts)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.", 1),
        ("One. Two! Three? Four…", 4),
        ("No sign at the end", 1),
        ("See art. 51 and St. 163 of the code.", 1),
        ("Скажите: «Нет». Потом молчите.", 2),
        ("Sagen Sie: „Nein.“ Dann schweigen Sie.", 2),
        ("...", 0),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_pauses(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


@given(st.lists(st.integers(1, 20), min_size=1, max_size=20))
def test_no_word_is_lost_between_sentences(lengths: list[int]) -> None:
    text = " ".join("Ein " * (length - 1) + "Wort." for length in lengths)
    assert [count_words(part) for part in split_sentences(text)] == lengths
