"""Compiles a library into the small files that phones load. One library always gives one result.

No day has a part in it, since the signers sign the hashes of the files: a review that has expired still
stands in them, and the phone leaves out what nobody vouches for any more.
"""

import gzip
from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from habeas.guides.clocks import Clocks
from habeas.guides.library import Entry, Library, State, entries
from habeas.guides.phone_files import (
    FORMAT,
    Citation,
    ClocksFile,
    File,
    Index,
    InJurisdiction,
    InLanguage,
    ItemReview,
    Part,
    PhoneItem,
    Situation,
)
from habeas.guides.rules import FIRST_ACTIONS
from habeas.guides.unit import Key, Pack, Source

# Some networks cut foreign sites off after 16 KB of one answer.
LIMIT_BYTES = 14 * 1024
INDEX = "/guides/index.json"


class UnverifiedPolicy(StrEnum):
    """What becomes of items that nobody vouches for: a banner over them, or they are left out.

    Where nobody ever did they are left out here, where a review has expired on the phone.
    """

    banner = "banner"
    hide = "hide"


class Terms(Struct, frozen=True):
    """`jurisdictions`: in the order of the phone, all if empty; the first is the law of the place.

    `areas`: the areas that are under another law, and which.
    """

    unverified: UnverifiedPolicy
    jurisdictions: tuple[str, ...] = ()
    areas: Mapping[str, str] = {}


def compile_library(library: Library, terms: Terms) -> dict[str, bytes]:
    """The files by their address. `library` must have no errors."""
    files: dict[str, bytes] = {}
    home = terms.jurisdictions[0] if terms.jurisdictions else None
    index = Index(FORMAT, terms.unverified, [], home, dict(terms.areas))
    for name in dict.fromkeys(terms.jurisdictions or sorted(library.packs)):
        pack = library.packs[name]
        languages = [_language(library, name, language, terms, files) for language in _order(pack)]
        with_guides = [language for language in languages if language.parts]
        clocks = _clocks(library, name, terms, files)
        jurisdiction = InJurisdiction(name, pack.names, pack.note, with_guides, pack.zones, clocks)
        index.jurisdictions.append(jurisdiction)
    files[INDEX] = msgspec.json.encode(index)
    return files


def situations(library: Library, name: str, language: str, terms: Terms) -> list[Situation]:
    """Those of one jurisdiction that are shown in one language, in the order of situations.yaml."""
    keys = (Key(name, situation, language) for situation in library.situations)
    return [situation for key in keys if (situation := _situation(library, key, terms))]


def file_bytes(name: str, language: str, content: Sequence[Situation]) -> bytes:
    """One file, before it is compressed."""
    return msgspec.json.encode(File(FORMAT, name, language, list(content)))


def clocks_bytes(clocks: Clocks) -> bytes:
    """The file of a jurisdiction's clocks, before it is compressed."""
    return msgspec.json.encode(clocks)


def gzip_bytes(body: bytes) -> int:
    """The size of a file as the service sends it."""
    return len(gzip.compress(body, 9, mtime=0))


def _order(pack: Pack) -> list[str]:
    return sorted(pack.languages, key=lambda language: (language != pack.source_language, language))


def _language(
    library: Library, name: str, language: str, terms: Terms, files: dict[str, bytes]
) -> InLanguage:
    content = situations(library, name, language, terms)
    parts = []
    for group in _split(name, language, content):
        body = file_bytes(name, language, group)
        path = f"/guides/{name}/{language}.{_hash(body)}.json"
        files[path] = body
        parts.append(Part(path, gzip_bytes(body), [situation.id for situation in group]))
    items = [item for situation in content for item in situation.items]
    reviewed = sum(1 for item in items if item.review)
    return InLanguage(language, _hash(file_bytes(name, language, content)), len(items), reviewed, parts)


def _clocks(library: Library, name: str, terms: Terms, files: dict[str, bytes]) -> ClocksFile | None:
    clocks = library.clocks.get(name)
    if clocks and terms.unverified is UnverifiedPolicy.hide:
        clocks = replace(clocks, rules=tuple(rule for rule in clocks.rules if rule.is_reviewed))
    if not clocks or not clocks.rules:
        return None
    body = clocks_bytes(clocks)
    path = f"/guides/{name}/clocks.{_hash(body)}.json"
    files[path] = body
    reviewed = sum(1 for rule in clocks.rules if rule.is_reviewed)
    return ClocksFile(path, _hash(body), gzip_bytes(body), len(clocks.rules), reviewed)


def _split(name: str, language: str, content: list[Situation]) -> list[list[Situation]]:
    """Situations in groups of one file each: in order, as few as the limit allows."""
    groups: list[list[Situation]] = []
    for situation in content:
        if groups and gzip_bytes(file_bytes(name, language, [*groups[-1], situation])) <= LIMIT_BYTES:
            groups[-1].append(situation)
        else:
            groups.append([situation])
    return groups


def _situation(library: Library, key: Key, terms: Terms) -> Situation | None:
    """None unless the first screen is whole: half a piece of advice may be a wrong one."""
    hiding = terms.unverified is UnverifiedPolicy.hide
    visible = [entry for entry in entries(library, key) if not hiding or entry.state is State.reviewed]
    if sum(1 for entry in visible if entry.original.first) != 1 + FIRST_ACTIONS:
        return None
    pack, title = library.packs[key.jurisdiction], library.situations[key.situation][key.language]
    return Situation(key.situation, title, [_phone_item(pack, key.language, entry) for entry in visible])


def _phone_item(pack: Pack, language: str, entry: Entry) -> PhoneItem:
    item, original = entry
    review = item.review
    assert original.kind is not None
    return PhoneItem(
        id=item.id,
        form=item.form,
        kind=original.kind,
        text=item.text,
        state=entry.state,
        first=original.first,
        more=item.more,
        risk=item.risk,
        source=[_citation(pack, language, source) for source in original.source],
        review=ItemReview(str(review.by), str(review.at), str(review.expires))
        if entry.state is State.reviewed
        else None,
    )


def _citation(pack: Pack, language: str, source: Source) -> Citation:
    act = pack.acts[source.act][language]
    return Citation(act, source.art, source.sure, source.url, source.seen, source.as_of)


def _hash(body: bytes) -> str:
    return sha256(body).hexdigest()[:16]
