"""What every answer carries, and what it keeps to itself."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from habeas.commands.settings import Guise
from habeas.core.time import HOUR_MS
from habeas.http.door import Door
from habeas.http.guards import session_cookie
from habeas.http.guise import apply_guise
from habeas.http.pages import IMMUTABLE, answer, load
from habeas.sealed.ids import digest
from tests.fakes.world import World


@pytest.mark.parametrize("path", ["/", "/health", "/v1/organisation", "/nothing", "/v1/me", "/openapi.json"])
async def test_every_answer_is_hardened(world: World, path: str) -> None:
    told = (await (await world.http()).get(path)).headers
    policy = told["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert told["referrer-policy"] == "no-referrer"
    assert told["x-content-type-options"] == "nosniff"
    assert told["cross-origin-opener-policy"] == "same-origin"
    assert told["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=(self)" in told["permissions-policy"]
    assert "server" not in told
    assert "strict-transport-security" not in told


async def test_answers_about_people_are_never_kept_by_a_cache(world: World) -> None:
    http = await world.http()
    for path in ("/v1/organisation", "/v1/me", "/v1/duty/centre", "/nothing"):
        assert (await http.get(path)).headers["cache-control"] == "no-store"


async def test_the_session_cookie_is_for_our_own_pages_only(world: World) -> None:
    dispatcher = await world.dispatcher()
    cookies = [cookie for cookie in dispatcher.api.http.cookies.jar if cookie.name == "habeas_session"]
    assert len(cookies) == 1
    assert cookies[0].has_nonstandard_attr("HttpOnly")
    assert cookies[0].get_nonstandard_attr("SameSite") == "strict"
    assert cookies[0].path == "/"
    await dispatcher.log_out()
    assert not [one for one in dispatcher.api.http.cookies.jar if one.name == "habeas_session"]


async def test_over_https_a_browser_takes_the_cookie_from_this_very_host_alone(world: World) -> None:
    """A page on a neighbour's name, or on this one without TLS, can set none of that name (RFC 6265bis)."""
    ctx = replace(world.ctx, settings=structs.replace(world.ctx.settings, origin="https://help.example"))
    cookie = session_cookie(ctx, "token", world.clock.now() + HOUR_MS)
    assert (cookie.key, cookie.secure, cookie.path, cookie.domain) == (
        "__Host-habeas_session",
        True,
        "/",
        None,
    )
    admitted = Door(None, b"k").admit(b"cookie", b"__Host-habeas_session=token")
    assert admitted == (b"cookie", f"__Host-habeas_session={digest('token')}".encode())


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    for name, text in {
        "index.html": "<!doctype html><p>" + "person " * 100,
        "desk.html": "<!doctype html>",
        "sw.js": "self.x = 1;" * 50,
        "assets/a-1234.js": "export {};" * 50,
        "assets/a-1234.js.br": "(as the build has packed it)",
        "icon.png": "\x89PNG",
    }.items():
        file = tmp_path / "dist" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "dist"


def test_pages_have_short_addresses_and_hashed_files_are_kept_for_ever(dist: Path) -> None:
    pages = load(dist)
    assert set(pages) == {"/", "/desk", "/sw.js", "/assets/a-1234.js", "/icon.png"}
    assert [path for path, page in pages.items() if page.caching == IMMUTABLE] == ["/assets/a-1234.js"]
    assert pages["/sw.js"].media_type == "text/javascript"


def test_pages_are_compressed_for_who_can_read_it(dist: Path) -> None:
    page = load(dist)["/"]
    packed = answer(page, {"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == page.body == answer(page, {}).content


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.1, gzip;q=1.0", "br"),
        ("BR", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip ; q=0.000, brotli", None),
        ("identity", None),
        ("", None),
    ],
)
def test_what_the_build_has_packed_is_sent_to_whoever_reads_it(
    dist: Path, accepted: str, coding: str | None
) -> None:
    page = load(dist)["/assets/a-1234.js"]
    sent = answer(page, {"Accept-Encoding": accepted})
    assert sent.headers.get("Content-Encoding") == coding
    assert sent.headers["Vary"] == "Accept-Encoding"
    assert sent.media_type == "text/javascript"
    assert sent.content == {"br": b"(as the build has packed it)", None: page.body}.get(coding, sent.content)


def test_a_browser_has_the_page_already_only_in_the_coding_that_it_reads(dist: Path) -> None:
    page = load(dist)["/assets/a-1234.js"]
    asked: list[dict[str, str]] = [{"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip"}, {}]
    tags = [answer(page, one).headers["ETag"] for one in asked]
    assert len(set(tags)) == 3
    for one, own in zip(asked, tags, strict=True):
        known = [tag for tag in tags if answer(page, {**one, "If-None-Match": tag}).status_code == 304]
        assert known == [own]


def test_what_the_operator_changes_of_a_page_is_never_sent_as_it_was_built(built_pages: Path) -> None:
    built = load(built_pages)
    pages = apply_guise(built, Guise("List", "book"))
    changed = [address for address, page in pages.items() if page.body != built[address].body]
    assert {"/", "/sw.js"} <= set(changed)
    assert [address for address in changed if "br" in pages[address].encodings] == []
    assert built["/"].encodings.keys() == built["/sw.js"].encodings.keys() == {"br", "gzip"}


def test_without_built_pages_the_first_page_says_what_to_do(tmp_path: Path) -> None:
    assert b"make setup" in load(tmp_path / "nowhere")["/"].body


async def test_a_wipe_clears_this_site_and_only_our_own_page_can_ask_for_it(world: World) -> None:
    http = await world.http()
    asked = await http.post("/v1/wipe", headers={"Origin": world.origin})
    assert asked.status_code == 204
    assert asked.headers["Clear-Site-Data"] == '"cache", "storage"'
    for origin in ({}, {"Origin": "https://elsewhere.example"}):
        refused = await http.post("/v1/wipe", headers=origin)
        assert refused.status_code == 403
        assert "Clear-Site-Data" not in refused.headers
