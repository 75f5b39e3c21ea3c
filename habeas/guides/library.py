"""Packs laid over each other; each item with its original; hashes that show when either has changed."""

from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from habeas.guides.clocks import Clocks
from habeas.guides.unit import Guide, Item, Key, Names, Pack, Situation


class Library(Struct, frozen=True):
    """The content of a folder, or of several laid over each other. Situations: in the order of the screen."""

    situations: dict[Situation, Names]
    packs: dict[str, Pack]
    guides: dict[Key, Guide]
    clocks: dict[str, Clocks] = {}


class State(StrEnum):
    """reviewed: somebody vouches for these words. unreviewed: nobody ever did. changed: somebody vouched for
    other words. stale: the original has changed since this was translated.
    """

    reviewed = "reviewed"
    unreviewed = "unreviewed"
    changed = "changed"
    stale = "stale"


class Entry(NamedTuple):
    """An item, and its original, which has kind, sources and place on the screen. An original is its own."""

    item: Item
    original: Item

    @property
    def state(self) -> State:
        if self.item is not self.original and self.item.source_hash != words_hash(self.original):
            return State.stale
        if self.item.review.by is None:
            return State.unreviewed
        same = self.item.review.of == review_hash(self.item, self.original)
        return State.reviewed if same else State.changed


def original_of(library: Library, key: Key) -> Guide | None:
    """The guide in the language that the law was read in."""
    pack = library.packs.get(key.jurisdiction)
    return library.guides.get(key._replace(language=pack.source_language)) if pack else None


def entries(library: Library, key: Key) -> list[Entry]:
    """A guide's items in the order of the original. A translation without an original is left out."""
    guide, original = library.guides.get(key), original_of(library, key)
    if guide is None or original is None:
        return []
    items = {item.id: item for item in guide.items}
    return [Entry(items[item.id], item) for item in original.items if item.id in items]


def lay(below: Library, over: Library) -> Library:
    """`over` wins: by whole guides and clocks, or item by item in a guide that `extends` the one below.

    Situations that only `over` has come last.
    """
    guides = dict(below.guides)
    for guide in over.guides.values():
        _forget_translations(guides, below, guide)
    guides |= {key: _lay_guide(guides.get(key), guide) for key, guide in over.guides.items()}
    packs = {name: _merge_packs(below.packs.get(name), pack) for name, pack in over.packs.items()}
    situations = _merge_names(below.situations, over.situations)
    return Library(situations, below.packs | packs, guides, below.clocks | over.clocks)


def _lay_guide(below: Guide | None, over: Guide) -> Guide:
    if below is None or not over.extends:
        return over
    new = {item.id: item for item in over.items}
    items = [new.pop(item.id, item) for item in below.items if item.id not in over.drop]
    return replace(over, items=(*items, *new.values()))


def _forget_translations(guides: dict[Key, Guide], below: Library, over: Guide) -> None:
    """Drop translations of an original that `over` replaced: they would contradict it."""
    pack = below.packs.get(over.key.jurisdiction)
    if pack is None or pack.source_language != over.key.language:
        return
    for language in set(pack.languages) - {pack.source_language}:
        key = over.key._replace(language=language)
        if not over.extends:
            guides.pop(key, None)
        elif key in guides:
            items = tuple(item for item in guides[key].items if item.id not in over.drop)
            guides[key] = replace(guides[key], items=items)


def _merge_packs(below: Pack | None, over: Pack) -> Pack:
    if below is None:
        return over
    languages = (
        *below.languages,
        *(language for language in over.languages if language not in below.languages),
    )
    return replace(
        over,
        source_language=below.source_language,
        names=below.names | over.names,
        note=below.note | over.note,
        acts=_merge_names(below.acts, over.acts),
        languages=languages,
        retired=(*below.retired, *over.retired),
        zones=over.zones or below.zones,
    )


def _merge_names(below: dict[str, Names], over: dict[str, Names]) -> dict[str, Names]:
    """`over` may add a name in one language without repeating the others."""
    return below | {key: below.get(key, {}) | names for key, names in over.items()}


def words_hash(item: Item) -> str:
    """Of the words that people read. A translation carries that of its original."""
    return _hash([item.form, item.text, item.more, item.risk])


def review_hash(item: Item, original: Item) -> str:
    """Of all that a reviewer vouches for: the words, the kind, and the sources."""
    sources = [(source.act, source.art, source.url) for source in original.source]
    return _hash([words_hash(item), original.kind, sources])


def _hash(value: object) -> str:
    """16 hexadecimal digits."""
    return sha256(msgspec.json.encode(value)).hexdigest()[:16]
