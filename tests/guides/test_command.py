"""habeas guides: what is printed, what is written, and how it ends."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from habeas.cli import main
from habeas.guides.folder import load
from habeas.guides.library import State, entries
from habeas.guides.unit import Key
from tests.guides.make import bound, files, written

FR, EN = Key("XA", "stopped", "fr"), Key("XA", "stopped", "en")
SIGN = ["--by", "A. B.", "--at", "2026-11-20", "--expires", "2027-05-20", "--language", "fr"]


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["guides", *map(str, arguments)])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A pack that is right but for its translations, which nobody has compared yet."""
    return written(tmp_path / "own", files())


@pytest.mark.parametrize("verb", ["", "check", "hash", "sign", "compile"])
def test_every_verb_explains_itself(verb: str) -> None:
    told = run(*verb.split(), "--help")
    assert told.exit_code == 0
    assert len(told.output.splitlines()) > 5


def test_the_shipped_packs_pass_and_say_that_they_are_drafts() -> None:
    told = run("check")
    assert told.exit_code == 0
    lines = told.output.splitlines()
    assert "draft: RU/ru: 108 of 108 items are not reviewed by a lawyer" in lines
    assert lines[-1].endswith("0 error, 0 outdated, 30 draft")


def test_what_is_outdated_ends_with_1(own: Path) -> None:
    told = run("check", own)
    assert told.exit_code == 1
    assert "outdated: XA/en/stopped.yaml: xa.stopped.do.01: the original has changed" in told.output


def test_an_error_ends_with_1_and_a_line_that_says_where(own: Path) -> None:
    file = own / "XA/fr/stopped.yaml"
    file.write_text(file.read_text("utf-8").replace("kind: practice", "kind: rumour"), "utf-8")
    told = run("check", own)
    assert told.exit_code == 1
    assert told.output.startswith("error: XA/fr/stopped.yaml: xa.stopped.refused.01: ")


UNREADABLE = {
    "items: [": "XA/fr/stopped.yaml:2",
    "a: 1\na: 2\n": "the key a stands twice",
    "a: !!python/object:os.system x\n": "could not determine a constructor",
}


@pytest.mark.parametrize(("text", "told"), UNREADABLE.items())
def test_what_is_no_yaml_ends_with_2_and_one_line(own: Path, text: str, told: str) -> None:
    (own / "XA/fr/stopped.yaml").write_text(text, "utf-8")
    ended = run("check", own)
    assert (ended.exit_code, ended.output.count("\n")) == (2, 1)
    assert told in ended.output


def test_a_file_that_is_no_text_and_a_folder_that_is_not_there_end_with_2(own: Path, tmp_path: Path) -> None:
    (own / "XA/fr/stopped.yaml").write_bytes(b"\xff\xfe\x00")
    for folder in (own, tmp_path / "nowhere"):
        ended = run("check", folder)
        assert (ended.exit_code, ended.output.count("\n")) == (2, 1)


def test_yaml_guesses_nothing(own: Path) -> None:
    """A number stays text, and so does the country of Norway."""
    pack = own / "XA/pack.yaml"
    pack.write_text(
        pack.read_text("utf-8").replace("fr: Code", "fr: 51").replace("en: Code", "en: NO"), "utf-8"
    )
    assert load(own).library.packs["XA"].acts["code"] == {"fr": "51", "en": "NO"}


def test_expiry_is_seen_from_the_day_asked_about(own: Path) -> None:
    assert run("hash", own, "*").exit_code == 0
    assert run("sign", own, "*", *SIGN).exit_code == 0
    assert run("check", own, "--today", "2027-05-19").exit_code == 0
    late = run("check", own, "--today", "2027-05-20")
    assert late.exit_code == 1
    assert (
        "outdated: XA/fr/stopped.yaml: xa.stopped.do.01: the review by A. B. expired on 2027-05-20"
        in late.output
    )
    assert run("check", own, "--today", "tomorrow").exit_code == 2


def test_hash_binds_only_the_translations_named(own: Path) -> None:
    assert run("hash", own, "xa.stopped.do.*").exit_code == 0
    told = {one.item.id: one.state for one in entries(load(own).library, EN)}
    assert [name for name, state in told.items() if state is State.stale] == [
        "xa.stopped.say.01",
        "xa.stopped.dont.01",
        "xa.stopped.refused.01",
    ]


def test_what_authors_wrote_around_it_stays(own: Path) -> None:
    file = own / "XA/en/stopped.yaml"
    text = (
        "# What people read first.\njurisdiction: XA\nsituation: stopped\nlanguage: en\nitems:\n"
        "  - id: xa.stopped.say.01  # short\n    say: I want a lawyer.\n\n"
        "    review: {by: null, at: null, expires: null}\n"
        "  # The rest follows.\n"
    )
    file.write_text(text, "utf-8")
    assert run("hash", own, "*").exit_code == 0
    after = file.read_text("utf-8").splitlines()
    (line,) = [one for one in after if "source_hash" in one]
    assert after.index(line) == 6
    after.remove(line)
    assert "\n".join(after) + "\n" == text


def test_sign_vouches_for_the_very_words(own: Path) -> None:
    assert run("sign", own, "xa.stopped.do.01", *SIGN).exit_code == 0
    told = {one.item.id: one.state for one in entries(load(own).library, FR)}
    assert [name for name, state in told.items() if state is State.reviewed] == ["xa.stopped.do.01"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["xa.stopped.do.77", *SIGN], "none of its items is meant"),
        (["*", *SIGN[:5], "2026-11-20", *SIGN[6:]], "not after 2026-11-20"),
        (["*", *SIGN[:5], "2027-99-01", *SIGN[6:]], "expires"),
        (["*", *SIGN[:7], "de"], "none of its items is meant"),
    ],
)
def test_what_is_no_review_is_refused_and_nothing_is_written(
    own: Path, arguments: list[str], told: str
) -> None:
    before = (own / "XA/fr/stopped.yaml").read_text("utf-8")
    ended = run("sign", own, *arguments)
    assert (ended.exit_code, ended.output.count("\n")) == (2, 1)
    assert told in ended.output
    assert (own / "XA/fr/stopped.yaml").read_text("utf-8") == before


def test_a_layout_that_cannot_be_edited_is_left_alone(own: Path) -> None:
    """Where an item begins cannot be told here by its first line."""
    file = own / "XA/fr/stopped.yaml"
    text = file.read_text("utf-8")
    spread = text.replace("- id: xa.stopped.do.01\n", "-\n  id: xa.stopped.do.01\n")
    file.write_text(spread, "utf-8")
    ended = run("sign", own, "xa.stopped.do.01", *SIGN)
    assert ended.exit_code == 2
    assert "must begin with its id" in ended.output
    assert file.read_text("utf-8") == spread


def test_compile_writes_what_phones_get(own: Path, tmp_path: Path) -> None:
    written(own, bound(files()))
    assert run("compile", own, "--out", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out/index.json").is_file()
    assert len(list((tmp_path / "out/XA").iterdir())) == 2
    assert len(list((tmp_path / "out/RU").iterdir())) == 3
    (own / "XA/pack.yaml").unlink()
    refused = run("compile", own, "--out", tmp_path / "again")
    assert (refused.exit_code, refused.output.count("\n")) == (2, 1)
    assert not (tmp_path / "again").exists()
