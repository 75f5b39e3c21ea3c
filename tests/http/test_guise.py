"""Name and icon by the organisation's choice: whoever looks at the phone reads nothing else anywhere."""

import struct
from pathlib import Path

import msgspec
import pytest

from habeas.commands.settings import Guise
from habeas.http.guise import ICONS, apply_guise
from habeas.http.pages import Page, load
from habeas.settings import BadSettings
from habeas.settings import load as load_settings

LEAST = 'organisation = "a"\nname = "A"\npublic_url = "https://a.example"\n'
CHOSEN = Guise("Shopping & <co>", "list")


def png(width: int, height: int, more: int = 0) -> bytes:
    """As much of one as is looked at."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + bytes(more)


@pytest.fixture(scope="module")
def built(built_pages: Path) -> dict[str, Page]:
    return load(built_pages)


def test_the_chosen_name_stands_in_the_tab_and_in_the_manifest(built: dict[str, Page]) -> None:
    pages = apply_guise(built, CHOSEN)
    index, manifest = pages["/"].body.decode(), msgspec.json.decode(pages["/manifest.webmanifest"].body)
    assert "<title>Shopping &amp; &lt;co&gt;</title>" in index
    assert 'content="Shopping &amp; &lt;co&gt;"' in index
    assert "Notes" not in index
    assert (manifest["name"], manifest["short_name"]) == ("Shopping & <co>", "Shopping & <co>")
    assert pages["/manifest.webmanifest"].media_type == "application/manifest+json"


def test_the_chosen_icon_stands_under_the_addresses_that_phones_know(built: dict[str, Page]) -> None:
    pages = apply_guise(built, CHOSEN)
    assert [pages[address].body for address in ICONS] == [
        built[f"/icons/list{end}"].body for end in (".svg", "-192.png", "-512.png")
    ]
    assert not any(address.startswith("/icons/") for address in pages)


def test_phones_that_have_the_page_fetch_it_anew_when_the_choice_changes(built: dict[str, Page]) -> None:
    choices = (Guise("Notes"), Guise("Notes", "book"), Guise("List"))
    workers = {apply_guise(built, one)["/sw.js"].body for one in choices}
    assert len(workers) == 3
    tags = {apply_guise(built, Guise(name))["/"].tag for name in ("Notes", "List")}
    assert len(tags) == 2


def test_an_icon_of_ones_own_is_sent_as_what_it_is(built: dict[str, Page], tmp_path: Path) -> None:
    (tmp_path / "mine.png").write_bytes(png(256, 256))
    (tmp_path / "habeas.toml").write_text(LEAST + '[guise]\nicon = "mine.png"\n', "utf-8")
    pages = apply_guise(built, load_settings(tmp_path / "habeas.toml").settings.guise)
    manifest = msgspec.json.decode(pages["/manifest.webmanifest"].body)
    assert {pages[address].body for address in ICONS} == {png(256, 256)}
    assert {pages[address].media_type for address in ICONS} == {"image/png"}
    assert {one["type"] for one in manifest["icons"]} == {"image/png"}
    assert 'href="/icon.svg"' not in pages["/"].body.decode()


@pytest.mark.parametrize(
    ("guise", "image", "told"),
    [
        ('name = ""', b"", "1"),
        ('icon = "cat"', b"", "none of notes, clock, list, book"),
        ('icon = "other.png"', b"", "none of notes"),
        ('icon = "mine.png"', b"GIF89a", "not a square PNG"),
        ('icon = "mine.png"', png(256, 255), "not a square PNG"),
        ('icon = "mine.png"', png(64, 64), "not a square PNG"),
        ('icon = "mine.png"', png(256, 256, 20_000), "pass every network"),
    ],
)
def test_a_choice_that_cannot_be_shown_is_told(tmp_path: Path, guise: str, image: bytes, told: str) -> None:
    (tmp_path / "mine.png").write_bytes(image)
    (tmp_path / "habeas.toml").write_text(f"{LEAST}[guise]\n{guise}\n", "utf-8")
    with pytest.raises(BadSettings, match=told):
        load_settings(tmp_path / "habeas.toml")
