"""The guides over HTTP, and what the operator's settings change of them."""

import gzip
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from habeas.cli import main
from habeas.guides.compiler import UnverifiedPolicy
from habeas.guides.findings import BadPack
from habeas.http.pages import IMMUTABLE, REVALIDATE, Page
from habeas.settings import BadSettings, Guides, load
from habeas.wire import rights
from tests.fakes.world import World
from tests.guides.make import Files, bound, files, written

LEAST = 'organisation = "a"\nname = "A"\npublic_url = "https://a.example"\n'


def index(pages: dict[str, Page]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(pages["/guides/index.json"].body)
    return told


def names(pages: dict[str, Page]) -> list[str]:
    return [one["id"] for one in index(pages)["jurisdictions"]]


async def files_of(http: httpx.AsyncClient) -> list[str]:
    told = (await http.get("/guides/index.json")).json()
    parts = [part for one in told["jurisdictions"] for each in one["languages"] for part in each["parts"]]
    return [one["path"] for one in [*parts, *(each["clocks"] for each in told["jurisdictions"])]]


async def test_the_index_is_asked_for_again_and_the_files_are_kept_for_ever(world: World) -> None:
    http = await world.http()
    told = await http.get("/guides/index.json")
    assert (told.status_code, told.headers["cache-control"]) == (200, REVALIDATE)
    assert told.headers["content-type"] == "application/json"
    again = await http.get("/guides/index.json", headers={"if-none-match": told.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for path in await files_of(http):
        answer = await http.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, IMMUTABLE)
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.json()["format"] == 1


async def test_every_file_is_sent_within_the_limit(world: World) -> None:
    http = await world.http()
    for path in ["/guides/index.json", *await files_of(http)]:
        request = http.build_request("GET", path, headers={"accept-encoding": "gzip"})
        answer = await http.send(request, stream=True)
        sent = b"".join([chunk async for chunk in answer.aiter_raw()])
        assert 0 < len(sent) <= 14 * 1024
        assert json.loads(gzip.decompress(sent))


async def test_a_file_of_another_version_is_honestly_unknown(world: World) -> None:
    http = await world.http()
    for path in (
        "/guides/RU/ru.0123456789abcdef.json",
        "/guides/",
        "/guides/RU/pack.yaml",
        "/guides/../guides",
    ):
        assert (await http.get(path)).status_code == 404


async def test_nobody_has_to_sign_in_and_no_cookie_is_set(world: World) -> None:
    answer = await (await world.http()).get("/guides/index.json")
    assert "set-cookie" not in answer.headers
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def own(tmp_path: Path) -> Guides:
    return Guides(folder=str(written(tmp_path / "own", bound(files()))))


def test_the_organisations_packs_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    assert names(rights(own(tmp_path))) == ["DE", "GB-EAW", "GB-SCT", "RU", "US", "XA"]


def test_the_operator_chooses_which_are_served_and_in_which_order(tmp_path: Path) -> None:
    folder = own(tmp_path).folder
    chosen = Guides(folder=folder, jurisdictions=("XA", "RU"))
    assert names(rights(chosen)) == ["XA", "RU"]
    for unknown in (Guides(jurisdictions=("ZZ",)), Guides(jurisdictions=("RU",), areas={"centre": "US"})):
        with pytest.raises(BadPack, match=r"there is no pack for (ZZ|US)"):
            rights(unknown)


def test_the_phone_is_told_whose_law_holds_where_only_if_the_operator_said_so() -> None:
    told = index(rights(Guides(jurisdictions=("GB-EAW", "GB-SCT"), areas={"glasgow": "GB-SCT"})))
    assert (told["home"], told["areas"]) == ("GB-EAW", {"glasgow": "GB-SCT"})
    assert not {"home", "areas"} & set(index(rights(Guides())))


def test_the_operator_may_hide_what_nobody_vouches_for() -> None:
    hidden = index(rights(Guides(unverified=UnverifiedPolicy.hide)))
    assert hidden["unverified"] == "hide"
    assert [one["languages"] for one in hidden["jurisdictions"]] == [[]] * 5
    assert [one.get("clocks") for one in hidden["jurisdictions"]] == [None] * 5


def settings(tmp_path: Path, content: Files, more: str = 'folder = "own"\n') -> Path:
    written(tmp_path / "own", content)
    file = tmp_path / "habeas.toml"
    file.write_text(f"{LEAST}[server]\nport = 0\n[guides]\n{more}", "utf-8")
    return file


def test_the_folder_is_beside_the_settings(tmp_path: Path) -> None:
    guides = load(settings(tmp_path, bound(files()))).guides
    assert guides.folder == str(tmp_path / "own")
    assert names(rights(guides))[-1] == "XA"


def test_an_area_with_another_law_must_be_an_area(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"\[guides\] areas"):
        load(settings(tmp_path, files(), 'areas = { nowhere = "RU" }\n'))


@pytest.mark.parametrize("more", ['unverified = "maybe"\n', "folders = 1\n", "jurisdictions = 'RU'\n"])
def test_a_mistake_in_the_section_is_refused(tmp_path: Path, more: str) -> None:
    with pytest.raises(BadSettings, match=r"\$\.guides"):
        load(settings(tmp_path, files(), more))


def spoil(content: Files) -> Files:
    content["XA/fr/stopped.yaml"]["items"][1]["do"] = "un " * 13
    return content


@pytest.mark.parametrize(
    ("content", "more", "told"),
    [
        (spoil(bound(files())), 'folder = "own"\n', "xa.stopped.do.01: 13 words, at most 12"),
        (files() | {"XA/pack.yaml": []}, 'folder = "own"\n', "XA/pack.yaml: "),
        (files(), 'folder = "nowhere"\n', "there is no such folder"),
        (files(), 'jurisdictions = ["ZZ"]\n', "there is no pack for ZZ"),
    ],
)
def test_a_broken_pack_keeps_the_service_from_starting_and_is_told_in_one_line(
    tmp_path: Path, content: Files, more: str, told: str
) -> None:
    file = settings(tmp_path, content, more)
    served = CliRunner().invoke(main, ["serve", "--settings", str(file)])
    assert served.exit_code == 2
    lines = [line for line in served.stderr.splitlines() if not line.startswith("not ready for people")]
    assert len(lines) == 1
    assert lines[0].startswith(f"{file}: [guides] ")
    assert told in lines[0]
