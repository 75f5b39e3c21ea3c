"""Vectors of manifests: what a reader takes, and every way to be refused."""

from typing import Any

import msgspec
from msgspec.structs import replace

from habeas.sealed.ids import digest
from habeas.sealed.manifest import Manifest, PageFile, write
from habeas.sealed.roster import Document, Pin
from habeas.sealed.roster import write as write_document
from tests.vectors.cast import NOW, ORGANISATION
from tests.vectors.make_rosters import PINNED, document

PAGE = PageFile("/", "A" * 43, None)
SCRIPT = PageFile("/assets/desk-1_x.js", "B" * 42 + "A", "C" * 42 + "A")
FIRST = Manifest(ORGANISATION, 1, "0.1.0", NOW, "D" * 42 + "A", [PAGE, SCRIPT])
BOTH = ("first", "second")


def vectors() -> list[dict[str, Any]]:
    """Each with the document's text, what is pinned, and what must come of it."""
    return [*_good(), *_refused(), *_misspelt()]


def _case(name: str, made: Document | str, refused: str | None, pinned: Pin = PINNED) -> dict[str, Any]:
    text = made if isinstance(made, str) else write_document(made)
    told = {"name": name, "text": text, "pinned": msgspec.to_builtins(pinned)}
    return told | (
        {"refused": refused} if refused else {"hashes": {"/": PAGE.sha256, SCRIPT.address: SCRIPT.sha256}}
    )


def _signed(manifest: Manifest, *signers: str) -> Document:
    return document(write(manifest), *(signers or BOTH))


def _after(manifest: Manifest) -> Pin:
    return replace(PINNED, version=manifest.version, sha256=digest(_signed(manifest).payload))


def _good() -> list[dict[str, Any]]:
    return [
        _case("the first manifest, signed by two of three", _signed(FIRST), None),
        _case("signed by others of them", _signed(FIRST, "second", "third"), None),
        _case("the held one again", _signed(FIRST), None, _after(FIRST)),
        _case(
            "a newer one; versions between were not seen",
            _signed(replace(FIRST, version=9)),
            None,
            _after(FIRST),
        ),
    ]


def _refused() -> list[dict[str, Any]]:
    good = _signed(FIRST)
    return [
        _case("one of two signed", _signed(FIRST, "first"), "signatures"),
        _case("a stranger signed beside one", _signed(FIRST, "first", "stranger"), "signatures"),
        _case(
            "another payload under the signatures",
            replace(good, payload=_signed(replace(FIRST, version=2)).payload),
            "signatures",
        ),
        _case("another organisation's", _signed(replace(FIRST, organisation="elsewhere")), "organisation"),
        _case("older than the held one", good, "rolled_back", _after(replace(FIRST, version=2))),
        _case(
            "another one of the held version",
            _signed(replace(FIRST, release="0.1.1")),
            "forked",
            _after(FIRST),
        ),
    ]


def _misspelt() -> list[dict[str, Any]]:
    text = write(FIRST)
    changes = {
        "a member too many": ('"release"', '"more":1,"release"'),
        "white space": ('"version":1', '"version": 1'),
        "version 0": ('"version":1', '"version":0'),
        "an address without a slash": ('"address":"/assets', '"address":"assets'),
        "an address with a query": ("desk-1_x.js", "desk.js?x"),
        "a hash that is none": ('"B', '"=B'),
        "a release with a space": ('"0.1.0"', '"0 1"'),
    }
    return [
        *(
            _case(name, document(text.replace(*change), *BOTH), "structure")
            for name, change in changes.items()
        ),
        _case("no document", "[]", "structure"),
        _case("a text that is not ASCII", "\u00e9", "structure"),
        _case("a roster's length and more", "x" * 400_001, "size"),
    ]
