"""Makes of a library the small files that the phone loads. The same library and day give the same bytes."""

import gzip
from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from habeas.guides.clocks import Clocks
from habeas.guides.compiled import (
    FORMAT,
    Counted,
    File,
    Index,
    InJurisdiction,
    InLanguage,
    Part,
    Situation,
    Stands,
    Told,
    Vouched,
)
from habeas.guides.library import Entry, Library, State, entries
from habeas.guides.rules import FIRST_ACTIONS
from habeas.guides.unit import Key, Pack

# Some networks cut foreign sites off after 16 KB of one answer.
LIMIT_BYTES = 14 * 1024
INDEX = "/guides/index.json"


class Unverified(StrEnum):
    """What becomes of items that nobody vouches for."""

    banner = "banner"
    hide = "hide"


class Terms(Struct, frozen=True):
    """`jurisdictions` are served in this order, the first is the law of the place; all, if none is named.
    `areas` where it is another. `today` is YYYY-MM-DD.
    """

    unverified: Unverified
    today: str
    jurisdictions: tuple[str, ...] = ()
    areas: Mapping[str, str] = {}


def compile_library(library: Library, terms: Terms) -> dict[str, bytes]:
    """The files by their address. `library` must be without errors."""
    files: dict[str, bytes] = {}
    home = terms.jurisdictions[0] if terms.jurisdictions else None
    index = Index(FORMAT, terms.unverified, [], home, dict(terms.areas))
    for name in dict.fromkeys(terms.jurisdictions or sorted(library.packs)):
        pack = library.packs[name]
        languages = [_language(library, name, language, terms, files) for language in _order(pack)]
        told = [one for one in languages if one.parts]
        clocks = _clocks(library, name, terms, files)
        index.jurisdictions.append(InJurisdiction(name, pack.names, pack.note, told, pack.zones, clocks))
    files[INDEX] = msgspec.json.encode(index)
    return files


def situations(library: Library, name: str, language: str, terms: Terms) -> list[Situation]:
    """What is shown of one jurisdiction in one language, in the order of situations.yaml."""
    found = (_situation(library, Key(name, one, language), terms) for one in library.situations)
    return [one for one in found if one]


def sent(name: str, language: str, shown: Sequence[Situation]) -> bytes:
    """One file, before it is compressed."""
    return msgspec.json.encode(File(FORMAT, name, language, list(shown)))


def sent_clocks(clocks: Clocks) -> bytes:
    """The file of a jurisdiction's clocks, before it is compressed."""
    return msgspec.json.encode(clocks)


def gzip_bytes(body: bytes) -> int:
    """Its size as the service sends it."""
    return len(gzip.compress(body, 9, mtime=0))


def _order(pack: Pack) -> list[str]:
    return sorted(pack.languages, key=lambda language: (language != pack.source_language, language))


def _language(
    library: Library, name: str, language: str, terms: Terms, files: dict[str, bytes]
) -> InLanguage:
    shown = situations(library, name, language, terms)
    parts = []
    for group in _split(name, language, shown):
        body = sent(name, language, group)
        path = f"/guides/{name}/{language}.{_hash(body)}.json"
        files[path] = body
        parts.append(Part(path, gzip_bytes(body), [one.id for one in group]))
    counted = [item for one in shown for item in one.items]
    verified = sum(1 for item in counted if item.review and terms.today < item.review.expires)
    return InLanguage(language, _hash(sent(name, language, shown)), len(counted), verified, parts)


def _clocks(library: Library, name: str, terms: Terms, files: dict[str, bytes]) -> Counted | None:
    clocks = library.clocks.get(name)
    if clocks and terms.unverified is Unverified.hide:
        clocks = replace(clocks, rules=tuple(rule for rule in clocks.rules if rule.verified(terms.today)))
    if not clocks or not clocks.rules:
        return None
    body = sent_clocks(clocks)
    path = f"/guides/{name}/clocks.{_hash(body)}.json"
    files[path] = body
    verified = sum(1 for rule in clocks.rules if rule.verified(terms.today))
    return Counted(path, _hash(body), gzip_bytes(body), len(clocks.rules), verified)


def _split(name: str, language: str, shown: list[Situation]) -> list[list[Situation]]:
    """As few files in a row as keep each within the limit."""
    groups: list[list[Situation]] = []
    for one in shown:
        if groups and gzip_bytes(sent(name, language, [*groups[-1], one])) <= LIMIT_BYTES:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _situation(library: Library, key: Key, terms: Terms) -> Situation | None:
    """None where the first screen would not be whole: half of an advice may be a wrong one."""
    hiding = terms.unverified is Unverified.hide
    kept = [one for one in entries(library, key) if not hiding or one.verified(terms.today)]
    if sum(1 for one in kept if one.original.first) != 1 + FIRST_ACTIONS:
        return None
    pack, title = library.packs[key.jurisdiction], library.situations[key.situation][key.language]
    return Situation(key.situation, title, [_told(pack, key.language, one) for one in kept])


def _told(pack: Pack, language: str, entry: Entry) -> Told:
    item, original = entry
    review = item.review
    assert original.kind is not None
    return Told(
        id=item.id,
        form=item.form,
        kind=original.kind,
        text=item.text,
        state=entry.state,
        first=original.first,
        more=item.more,
        risk=item.risk,
        source=[
            Stands(pack.acts[s.act][language], s.art, s.sure, s.url, s.seen, s.as_of) for s in original.source
        ],
        review=Vouched(str(review.by), str(review.at), str(review.expires))
        if entry.state is State.reviewed
        else None,
    )


def _hash(body: bytes) -> str:
    return sha256(body).hexdigest()[:16]
