"""Whether a service sends the pages that its organisation signed, seen from outside."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import click
import httpx

from habeas.cli.manifest import document_in, list_briefly
from habeas.cli.options import Stopped
from habeas.cli.roster_files import pin, stop_if_refused, text_of, trust_in
from habeas.sealed.ids import digest_bytes
from habeas.sealed.manifest import Manifest, PageFile, payload_of, verify
from habeas.settings import origin_of

AT_ONCE = 4
PATIENCE_S = 30.0
MOST_BYTES = 4_000_000
# What a phone says of itself, so that a server cannot tell a watcher by it.
PHONE = {
    "user-agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36",
    "accept": "*/*",
    "accept-language": "en-GB,en;q=0.9",
}
CODINGS = ("identity", "gzip", "br")


@click.command()
@click.argument("url")
@click.option(
    "--manifest",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The signed manifest, as the organisation gave it to you; not one from the service itself.",
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A settings file with the organisation's signers: then the signatures are checked first.",
)
def watch(url: str, file: Path, settings: Path | None) -> None:
    """Fetch the pages of the service at URL as a phone does, and compare them with the signed manifest.

    \b
    It prints one line. Exit code 0: all as signed. 1: something else is sent; the line says what.
    2: nothing can be said, since the service did not answer or the manifest is none.

    Run it now and then, from networks that the server does not know as yours: docs/operate.md has a timer.
    """
    signed = _signed_manifest(file, settings)
    try:
        origin = origin_of(url)
        others = asyncio.run(differences_at(origin, signed))
    except ValueError as error:
        raise Stopped(str(error)) from error
    except httpx.HTTPError as error:
        raise Stopped(f"{url}: no answer ({type(error).__name__})") from error
    what = f"{origin}: manifest {signed.version}, release {signed.release}"
    if others:
        click.echo(f"DIFFERENT  {what}: {list_briefly(others)}")
        raise SystemExit(1)
    click.echo(f"as signed  {what}, {len(signed.files)} files")


def _signed_manifest(file: Path, settings: Path | None) -> Manifest:
    if settings is None:
        return payload_of(document_in(file))
    with stop_if_refused(f"{file}: refused: "):
        return verify(text_of(file), pin(trust_in(settings))).manifest


async def differences_at(origin: str, signed: Manifest) -> list[str]:
    """What the service sends otherwise, in the order of the addresses. Raises httpx.HTTPError."""
    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(base_url=origin, headers=PHONE, timeout=PATIENCE_S, limits=limits) as http:
        turns = asyncio.Semaphore(AT_ONCE)
        found = await asyncio.gather(*(_differences_of(http, turns, file) for file in signed.files))
    return [word for words in found for word in words]


async def _differences_of(http: httpx.AsyncClient, turns: asyncio.Semaphore, file: PageFile) -> list[str]:
    """Asks for each coding: a server can send one thing to who reads brotli, another to who does not."""
    async with turns:
        words = [await _difference(http, file, coding) for coding in CODINGS]
    return list(dict.fromkeys(word for word in words if word))


async def _difference(http: httpx.AsyncClient, file: PageFile, coding: str) -> str | None:
    async with http.stream("GET", file.address, headers={"accept-encoding": coding}) as response:
        if response.status_code != httpx.codes.OK:
            return f"{file.address} answers {response.status_code}"
        # Nothing here reads brotli: its bytes are compared as they are, with those that the build made.
        is_brotli = response.headers.get("content-encoding") == "br"
        expected = file.br_sha256 if is_brotli else file.sha256
        body = await _body(response.aiter_raw() if is_brotli else response.aiter_bytes())
    if body is None:
        return f"{file.address} is larger than any page"
    return None if digest_bytes(body) == expected else f"{file.address} is another"


async def _body(pieces: AsyncIterator[bytes]) -> bytes | None:
    body = bytearray()
    async for piece in pieces:
        body += piece
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)
