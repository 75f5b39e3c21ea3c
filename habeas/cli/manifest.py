"""What the pages are: the signed hashes of all that an instance sends as a page."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from msgspec.structs import replace

import habeas
from habeas.cli.options import Stopped, instance_of, settings_option
from habeas.cli.roster_files import (
    add_signature,
    combine_signatures,
    now,
    save,
    stop_if_refused,
    text_of,
    trust_in,
)
from habeas.cli.roster_output import tell_signatures
from habeas.commands import signatures
from habeas.http.pages import Page
from habeas.sealed import manifest as manifests
from habeas.sealed.ids import b64, digest_bytes
from habeas.sealed.manifest import Manifest, document_of, page_sha256, page_words, payload_of, verify
from habeas.sealed.refusal import Refused
from habeas.sealed.roster import Document, write
from habeas.settings import Instance
from habeas.signing import keys

PATH = click.Path(path_type=Path, dir_okay=False)
FILE = click.argument("file", metavar="MANIFEST", type=PATH)


@click.group()
def manifest() -> None:
    """What the pages are: the hashes of all pages that this instance sends, signed with each release.

    \b
    Where the pages were built, on a machine of a signer rather than on the server:
      habeas manifest write manifest.json --settings habeas.toml
    Offline, each signer:
      habeas manifest sign manifest.json --key anna.key
      habeas manifest sign manifest.json --key boris.key
    Beside the settings of the instance, with   manifest = "manifest.json"   in them:
      habeas manifest verify manifest.json --settings habeas.toml
    From anywhere else, by anybody who has the file:
      habeas watch https://help.example.org --manifest manifest.json

    From then on members' browsers refuse pages that do not match, so sign one with every release. A build is
    reproducible: the same source makes the same pages on another machine, and the same hashes.
    """


@manifest.command("write")
@FILE
@settings_option
@click.option("--after", type=PATH, help="The manifest that this one follows; else the one in the settings.")
def write_(file: Path, settings: Path, after: Path | None) -> None:
    """Write the hashes of the pages that this instance would send into the new file MANIFEST, unsigned."""
    if file.exists():
        raise Stopped(f"{file} exists already: choose another name; nothing was changed")
    from habeas import wire

    instance = instance_of(settings)
    before = after or instance.manifest
    version = payload_of(document_in(before)).version + 1 if before and before.exists() else 1
    content = manifest_of(instance, wire.web_pages(instance.settings), version)
    save(file, write(Document(b64(manifests.write(content).encode()), [])))
    _tell(content)
    click.echo(f"{file}: nobody has signed it yet")


@manifest.command("sign")
@FILE
@click.option("--key", type=PATH, required=True, help="The signer's key file (habeas roster signer-key).")
@click.option("--yes", is_flag=True, help="Do not ask.")
def sign_(file: Path, *, key: Path, yes: bool) -> None:
    """Add a signature to MANIFEST.

    Make the manifest once more from the source, on another machine, and compare the words before you sign.
    """
    with stop_if_refused():
        keys.needs_passphrase(key)  # a wrong file stops here, before anybody compares words
    document = document_in(file)
    _tell(payload_of(document))
    add_signature(document, key, file, yes)


@manifest.command()
@FILE
@click.argument("others", nargs=-1, required=True, type=PATH)
def combine(file: Path, others: tuple[Path, ...]) -> None:
    """Put the signatures of OTHERS, copies of the same manifest signed elsewhere, into MANIFEST."""
    combine_signatures(file, others, document_in)


@manifest.command("verify")
@FILE
@settings_option
def verify_(file: Path, settings: Path) -> None:
    """Check MANIFEST: its signatures, and that this instance sends just these pages. Else exit code 2."""
    from habeas import wire

    trust, document = trust_in(settings), document_in(file)
    _tell(payload_of(document))
    tell_signatures(document, trust.signers, trust.threshold)
    instance = replace(instance_of(settings), manifest=file)
    if why := differences_from_manifest(instance, wire.web_pages(instance.settings)):
        raise Stopped(f"{file}: {why}")
    click.echo("good: these are the pages that this instance sends")


def differences_from_manifest(instance: Instance, pages: Mapping[str, Page]) -> str:
    """Why a browser that holds to the manifest in the settings would refuse these pages, or nothing."""
    try:
        signed = verify(
            text_of(Path(str(instance.manifest))), signatures.pin(instance.settings, None)
        ).manifest
    except Refused as error:
        return f"the manifest is refused ({error.reason.value})"
    others = differences(signed, manifest_of(instance, pages, signed.version))
    return f"they are not those of the manifest: {list_briefly(others)}" if others else ""


def manifest_of(instance: Instance, pages: Mapping[str, Page], version: int) -> Manifest:
    """What this instance sends as pages. The command ends where they are not built."""
    if manifests.WORKER not in pages:
        raise Stopped("the pages are not built: run make setup first")
    files = [_file(address, page) for address, page in sorted(pages.items())]
    return Manifest(
        organisation=instance.settings.organisation,
        version=version,
        release=habeas.__version__,
        issued_at=now(),
        page_sha256=page_sha256(files, pages[manifests.WORKER].body.decode()),
        files=files,
    )


def _file(address: str, page: Page) -> manifests.PageFile:
    brotli = page.encodings.get("br")
    return manifests.PageFile(
        address, digest_bytes(page.body), None if brotli is None else digest_bytes(brotli)
    )


def differences(signed: Manifest, sent: Manifest) -> list[str]:
    """The addresses at which two manifests are not the same, each with a word why."""
    one, other = _by_address(signed), _by_address(sent)
    missing = [f"{address} is missing" for address in one.keys() - other.keys()]
    more = [f"{address} is not in it" for address in other.keys() - one.keys()]
    both = one.keys() & other.keys()
    changed = [f"{address} is another" for address in both if one[address] != other[address]]
    return sorted([*missing, *more, *changed])


def _by_address(content: Manifest) -> Mapping[str, manifests.PageFile]:
    return {file.address: file for file in content.files}


def list_briefly(names: Iterable[str], most: int = 5) -> str:
    names = list(names)
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest


def document_in(path: Path) -> Document:
    """A manifest's document whose payload can be read. Its signatures are not checked."""
    try:
        document = document_of(text_of(path))
        payload_of(document)
    except Refused as error:
        raise Stopped(f"{path}: not a manifest ({error.reason})") from error
    return document


def _tell(content: Manifest) -> None:
    """Enough to compare by ear before a key signs: About on a phone shows the same words."""
    click.echo(
        f"pages of {content.organisation}, release {content.release}, manifest {content.version}, "
        f"{len(content.files)} files"
    )
    for language, words in _word_lists():
        click.echo(f"  {language}: {' '.join(page_words(content.page_sha256, words))}")


def _word_lists() -> Iterable[tuple[str, list[str]]]:
    """Languages, and the words that phones have in them. Where the pages are not built there is none."""
    from habeas.wire import WEB

    for first in sorted(WEB.glob("words/*-1.txt")):
        language = first.name.removesuffix("-1.txt")
        parts = [first.with_name(f"{language}-{part}.txt").read_text("utf-8") for part in (1, 2, 3)]
        yield language, "".join(parts).split()
