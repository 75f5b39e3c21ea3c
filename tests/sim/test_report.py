"""The report: one file that asks nobody for anything and is the same when it is made again."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from habeas.sim.report.page import page, pictures
from tests.sim.play import compared, simulate, told_in_one_line


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


def test_each_picture_is_also_a_file_that_needs_nothing_else() -> None:
    found = pictures(compared("taxi", "pooled", seeds=(1, 2)))
    assert list(found) == ["policies", "people", "waits", "map"]
    for text in found.values():
        root = ElementTree.fromstring(text)
        words = "".join(root.itertext())
        assert root.attrib["aria-label"] in words
        assert "prefers-color-scheme:dark" in words
        assert re.findall(r"#[0-9a-f]{6}\b", text[text.index("</style>") :]) == []
        links = [link for one in root.iter() for name, link in one.attrib.items() if name.endswith("href")]
        assert all(link.startswith("#") for link in links)
        assert set(re.findall(r"var\((--\w+)\)", text)) <= set(re.findall(r"(--\w+):#", text))
    assert "somebody is coming" in found["people"]
    assert "a counsel lives here" in found["map"]
    assert found == pictures(compared("taxi", "pooled", seeds=(1, 2)))


def test_the_command_writes_pictures_by_number_of_counsel(tmp_path: Path) -> None:
    words = ("quiet", "--policy", "taxi", "--seeds", "1", "--jobs", "1", "--pictures", str(tmp_path))
    assert simulate(*words, "--counsel", "8,9").exit_code == 0
    names = [f"{what}-{number}.svg" for what in ("map", "people", "policies", "waits") for number in (8, 9)]
    assert sorted(one.name for one in tmp_path.iterdir()) == names
    assert "quiet, 9 counsel, day 1" in (tmp_path / "map-9.svg").read_text("utf-8")


def test_a_folder_that_is_not_there_is_told_before_the_day_is_played() -> None:
    told = told_in_one_line(simulate("quiet", "--seeds", "1", "--pictures", "nowhere"))
    assert "nowhere/map.svg: cannot be written (No such file" in told
