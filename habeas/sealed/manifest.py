"""The manifest: the hashes of the pages that a service sends, signed by the organisation's signers.

A reader refuses it by the rules of the roster: enough valid signatures, no older version, no second document
of one version. It does not expire: a release stands until the next one.
"""

import re
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from habeas.sealed.ids import Bytes32, digest, unb64
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import (
    Document,
    Moment,
    Pin,
    Slug,
    Version,
    check_signatures,
    check_version,
    parse,
    signed_value,
)
from habeas.sealed.sizes import MANIFEST_CHARS, MANIFEST_FILES, PAGE_WORDS, WORD_LIST

WORKER = "/sw.js"
FRONT = "/"

Address = Annotated[str, Meta(pattern=r"^/[A-Za-z0-9._/-]{0,199}\Z")]
Release = Annotated[str, Meta(pattern=r"^[A-Za-z0-9.+-]{1,40}\Z")]


class PageFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One address. `sha256`: of the body; `br_sha256`: of the same compressed by the build, where it is."""

    address: Address
    sha256: Bytes32
    br_sha256: Bytes32 | None


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """The payload. Members of the JSON stand in this order, files in the order of their addresses.

    `page_sha256`: of the lines of the person's page, see `page_sha256`.
    """

    organisation: Slug
    version: Version
    release: Release
    issued_at: Moment
    page_sha256: Bytes32
    files: Annotated[list[PageFile], Meta(max_length=MANIFEST_FILES)]


class VerifiedManifest(Struct, frozen=True):
    manifest: Manifest
    sha256: str


# However a minifier writes down a list of them.
_ADDRESSES = re.compile(r"/[A-Za-z0-9._/-]+").findall
_decode = msgspec.json.Decoder(Manifest).decode


def verify(text: str, pin: Pin) -> VerifiedManifest:
    """The manifest in a document; `pin` has the version and hash of the one held.

    Raises Refused, in this order: size, structure, signatures, structure (of the payload), organisation,
    rolled_back, forked.
    """
    document = document_of(text)
    check_signatures(document, pin)
    manifest, sha256 = payload_of(document), digest(document.payload)
    if manifest.organisation != pin.organisation:
        raise Refused(Reason.organisation)
    check_version(manifest.version, sha256, pin)
    return VerifiedManifest(manifest, sha256)


def document_of(text: str) -> Document:
    """The document as a value, its signatures not yet looked at. Raises Refused as `parse` of a roster."""
    return parse(text, MANIFEST_CHARS)


def payload_of(document: Document) -> Manifest:
    """The manifest as it was signed. Raises Refused: structure."""
    return signed_value(document, _decode)


def write(manifest: Manifest) -> str:
    """The one spelling of a payload."""
    return msgspec.json.encode(manifest).decode()


def page_sha256(files: list[PageFile], worker: str) -> str:
    """The hash of the person's page: of a line `address hash` for each of its files, by address.

    Its files are the front page and whatever its service worker, whose text this is, names to be kept.
    """
    hashes = {file.address: file.sha256 for file in files}
    kept = sorted(hashes.keys() & {FRONT, *_ADDRESSES(worker)})
    return digest("".join(f"{address} {hashes[address]}\n" for address in kept))


def page_words(page_hash: str, words: list[str]) -> tuple[str, ...]:
    """A hash as words to read to somebody: the first 16 bytes in base 7,776, the lowest first (103 bits)."""
    number = int.from_bytes(unb64(page_hash)[:16])
    return tuple(words[number // WORD_LIST**place % WORD_LIST] for place in range(PAGE_WORDS))
