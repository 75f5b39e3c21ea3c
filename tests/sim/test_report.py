"""The report: one file that asks nobody for anything and is the same when it is made again."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from habeas.sim.report.page import page
from tests.sim.play import compared, simulate


@pytest.fixture(scope="module")
def text() -> str:
    return page([compared("taxi", "pooled", seeds=(1, 2))])


def test_it_holds_every_picture_in_two_sizes_with_words_for_who_cannot_see(text: str) -> None:
    assert re.findall(r'<figure id="(\w+)-0">', text) == ["policies", "people", "waits", "map"]
    labels = re.findall(r'<svg viewBox="[^"]+" role="img" aria-label="([^"]{40,})"', text)
    assert len(labels) == text.count("<svg") == 8


def test_nothing_in_it_is_asked_of_anybody(text: str) -> None:
    assert "://" not in text
    assert "<script" not in text
    assert all(link.startswith("#") for link in re.findall(r'(?:href|src)="([^"]*)"', text))
    assert all(link.startswith("#") for link in re.findall(r"url\(([^)]*)\)", text))


def test_every_tag_is_closed(text: str) -> None:
    open_tags: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            if tag != "meta":
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Tags().feed(text)
    assert open_tags == []


def test_it_is_the_same_when_made_again(text: str) -> None:
    assert page([compared("taxi", "pooled", seeds=(1, 2))]) == text


def test_colours_follow_the_page(text: str) -> None:
    drawn = text[text.index("<body>") :]
    assert re.findall(r"#[0-9a-f]{6}\b(?!\")", drawn) == []


def test_the_command_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    result = simulate("quiet", "--policy", "taxi", "--seeds", "1", "--jobs", "1", "--report", str(file))
    assert result.exit_code == 0
    assert "<h1>quiet: 24 people, 15 counsel</h1>" in file.read_text("utf-8")
