"""The signed manifest of the pages: made, signed, checked against what is served, watched from outside."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from habeas.cli import main
from habeas.client.seal.jose import new_key
from habeas.http.server import Server, listen
from habeas.sealed.manifest import document_of, payload_of, verify
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Document, Pin, Signer, write
from habeas.settings import FILE, load
from habeas.signing import keys
from habeas.wire import WEB, assemble, open_instance

SIGNERS = ("anna", "boris", "clara")


pytestmark = pytest.mark.usefixtures("built_pages")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An instance with three signers, of whom two must sign."""
    assert CliRunner().invoke(main, ["init", str(tmp_path)]).exit_code == 0
    file = tmp_path / FILE
    lines = []
    for name in SIGNERS:
        keys.write(tmp_path / f"{name}.key", key := new_key(), None)
        signer = keys.signer_of(key)
        lines += ["[[signers]]", f'kid = "{signer.kid}"', f'x = "{signer.x}"', f'y = "{signer.y}"']
    text = file.read_text("utf-8").replace('# manifest = "', 'manifest = "')
    file.write_text(text + "\n".join(lines), "utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    """A verb of `habeas manifest`, with the settings where it takes them."""

    def invoke(verb: str, *words: object) -> Result:
        settings = ["--settings", str(folder / FILE)] if verb in ("write", "verify") else []
        return CliRunner().invoke(main, ["manifest", verb, *map(str, words), *settings])

    return invoke


@pytest.fixture
def signed(folder: Path, run: Callable[..., Result]) -> Path:
    file = folder / "manifest.json"
    assert run("write", file).exit_code == 0
    for name in SIGNERS[:2]:
        assert run("sign", file, "--key", folder / f"{name}.key", "--yes").exit_code == 0
    return file


def pinned(folder: Path, version: int = 0, sha256: str | None = None) -> Pin:
    settings = load(folder / FILE).settings
    signers = tuple(Signer(one.kid, one.x, one.y) for one in settings.signers)
    return Pin(settings.organisation, signers, settings.threshold, version, sha256)


@asynccontextmanager
async def served(folder: Path, web: Path = WEB) -> AsyncIterator[str]:
    """The instance with these pages, on a port of its own; its address."""
    with open_instance(load(folder / FILE)) as ctx, listen("127.0.0.1", 0) as listening:
        server = Server(assemble(ctx, web).app, lambda: None)
        serving = asyncio.create_task(server.serve([listening]))
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.stop()
            await serving


async def watched(url: str, manifest: Path, *more: object) -> Result:
    words = ["watch", url, "--manifest", str(manifest), *map(str, more)]
    return await asyncio.to_thread(CliRunner().invoke, main, words)


def test_two_of_three_signers_make_one_that_is_good(folder: Path, run: Callable[..., Result]) -> None:
    file = folder / "manifest.json"
    written = run("write", file)
    assert written.exit_code == 0, written.output
    assert "refused (signatures)" in run("verify", file).stderr
    copy = shutil.copy(file, folder / "copy.json")
    run("sign", file, "--key", folder / "anna.key", "--yes")
    run("sign", copy, "--key", folder / "boris.key", "--yes")
    assert "2 signed" in run("combine", file, copy).output
    good = run("verify", file)
    assert (good.exit_code, "good: " in good.output) == (0, True)
    # What signers compare by ear is what they were shown when it was written.
    assert {line for line in written.output.splitlines() if line.startswith("  en")} <= set(
        good.output.splitlines()
    )
    assert run("write", file).exit_code == 2
    assert run("write", folder / "next.json").exit_code == 0
    assert payload_of(document_of((folder / "next.json").read_text().strip())).version == 2


def test_a_reader_holds_to_the_newest_and_to_its_signers(folder: Path, signed: Path) -> None:
    text = signed.read_text().strip()
    taken = verify(text, pinned(folder))
    held = pinned(folder, taken.manifest.version, taken.sha256)
    assert verify(text, held).manifest == taken.manifest
    content = document_of(text)
    for other, pin, reason in (
        (text, pinned(folder, 2, taken.sha256), Reason.rolled_back),
        (text, pinned(folder, 1, "A" * 43), Reason.forked),
        (write(Document(content.payload, content.signatures[:1])), held, Reason.signatures),
        (text, msgspec.structs.replace(held, organisation="elsewhere"), Reason.organisation),
        (text.replace("{", "{ ", 1), held, Reason.structure),
    ):
        with pytest.raises(Refused) as refused:
            verify(other, pin)
        assert refused.value.reason is reason


async def test_a_watcher_finds_all_as_signed(folder: Path, signed: Path) -> None:
    async with served(folder) as url:
        seen = await watched(url, signed, "--settings", folder / FILE)
    assert (seen.exit_code, seen.output.split("  ")[0]) == (0, "as signed"), seen.output


def changed_front(web: Path) -> str:
    page = web / "index.html"
    page.write_text(page.read_text("utf-8") + " ", "utf-8")
    return "/ is another"


def changed_for_brotli(web: Path) -> str:
    """Who reads brotli, which is every phone, gets something else than who does not."""
    packed = web / "sw.js.br"
    packed.write_bytes(packed.read_bytes()[:-1])
    return "/sw.js is another"


def missing_script(web: Path) -> str:
    script = sorted((web / "assets").glob("*.js"))[0]
    script.unlink()
    return f"/assets/{script.name} answers 404"


@pytest.mark.parametrize("change", [changed_front, changed_for_brotli, missing_script])
async def test_a_watcher_says_what_is_not_as_signed(
    folder: Path, signed: Path, tmp_path_factory: pytest.TempPathFactory, change: Callable[[Path], str]
) -> None:
    web = tmp_path_factory.mktemp("web") / "dist"
    shutil.copytree(WEB, web)
    expected = change(web)
    async with served(folder, web) as url:
        seen = await watched(url, signed)
    assert (seen.exit_code, len(seen.output.splitlines())) == (1, 1)
    assert seen.output.startswith("DIFFERENT")
    assert seen.output.strip().endswith(f": {expected}")


async def test_a_watcher_that_hears_nothing_says_so(folder: Path, signed: Path) -> None:
    with listen("127.0.0.1", 0) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    silent = await watched(url, signed)
    assert (silent.exit_code, "no answer" in silent.stderr) == (2, True)
    for wrong in ("ftp://127.0.0.1", "http://127.0.0.1/page"):
        assert (await watched(wrong, signed)).exit_code == 2
    (folder / "no.json").write_text("{}")
    assert (await watched(url, folder / "no.json")).exit_code == 2


def test_an_operator_is_told_when_the_pages_are_not_those_of_the_manifest(
    folder: Path, signed: Path, run: Callable[..., Result]
) -> None:
    settings = folder / FILE
    settings.write_text(settings.read_text("utf-8").replace("# [guise]\n# name", "[guise]\nname"), "utf-8")
    settings.write_text(settings.read_text("utf-8").replace('name = "Notes"', 'name = "List"'), "utf-8")
    told = run("verify", signed)
    assert told.exit_code == 2
    assert all(f"{address} is another" in told.stderr for address in ("/", "/manifest.webmanifest", "/sw.js"))
