"""Packs laid over each other, and each guide as it is read: an original, or a translation beside it."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from habeas.guides.clocks import Clocks
from habeas.guides.hashes import vouched, words
from habeas.guides.unit import Guide, Item, Key, Names, Pack, Situation


class Library(Struct, frozen=True):
    """All that a folder holds, or several laid over each other. The order of situations is the screen's."""

    situations: dict[Situation, Names]
    packs: dict[str, Pack]
    guides: dict[Key, Guide]
    clocks: dict[str, Clocks] = {}


class State(StrEnum):
    """reviewed: somebody vouches for these very words; changed: for other words than these; stale: the
    original has moved since it was translated."""

    reviewed = "reviewed"
    unreviewed = "unreviewed"
    changed = "changed"
    stale = "stale"


class Entry(NamedTuple):
    """An item, and the one that its law, kind and place on the screen come from: itself, if original."""

    item: Item
    original: Item

    @property
    def state(self) -> State:
        if self.item is not self.original and self.item.source_hash != words(self.original):
            return State.stale
        if self.item.review.by is None:
            return State.unreviewed
        kept = self.item.review.of == vouched(self.item, self.original)
        return State.reviewed if kept else State.changed

    def verified(self, today: str) -> bool:
        """Whether somebody vouches for it on this day (YYYY-MM-DD)."""
        return self.state is State.reviewed and today < (self.item.review.expires or "")


def original_of(library: Library, key: Key) -> Guide | None:
    """The guide in the language that the law was read in."""
    pack = library.packs.get(key.jurisdiction)
    return library.guides.get(key._replace(language=pack.source_language)) if pack else None


def entries(library: Library, key: Key) -> list[Entry]:
    """A guide's items in the original's order; what translates nothing is left out."""
    guide, original = library.guides.get(key), original_of(library, key)
    if guide is None or original is None:
        return []
    told = {item.id: item for item in guide.items}
    return [Entry(told[one.id], one) for one in original.items if one.id in told]


def lay(below: Library, over: Library) -> Library:
    """`over` wins: whole guides and clocks, or single items where it says `extends`. Its own situations come
    last.
    """
    guides = dict(below.guides)
    for guide in over.guides.values():
        _forget_translations(guides, below, guide)
    guides |= {key: _laid(guides.get(key), guide) for key, guide in over.guides.items()}
    packs = {name: _merged(below.packs.get(name), pack) for name, pack in over.packs.items()}
    situations = _named(below.situations, over.situations)
    return Library(situations, below.packs | packs, guides, below.clocks | over.clocks)


def _laid(below: Guide | None, over: Guide) -> Guide:
    if below is None or not over.extends:
        return over
    new = {item.id: item for item in over.items}
    kept = [new.pop(item.id, item) for item in below.items if item.id not in over.drop]
    return replace(over, items=(*kept, *new.values()))


def _forget_translations(guides: dict[Key, Guide], below: Library, over: Guide) -> None:
    """Translations of an original that is gone would tell another story beside it."""
    pack = below.packs.get(over.key.jurisdiction)
    if pack is None or pack.source_language != over.key.language:
        return
    for language in set(pack.languages) - {pack.source_language}:
        key = over.key._replace(language=language)
        if not over.extends:
            guides.pop(key, None)
        elif key in guides:
            kept = tuple(item for item in guides[key].items if item.id not in over.drop)
            guides[key] = replace(guides[key], items=kept)


def _merged(below: Pack | None, over: Pack) -> Pack:
    if below is None:
        return over
    languages = (*below.languages, *(one for one in over.languages if one not in below.languages))
    return replace(
        over,
        source_language=below.source_language,
        names=below.names | over.names,
        note=below.note | over.note,
        acts=_named(below.acts, over.acts),
        languages=languages,
        retired=(*below.retired, *over.retired),
        zones=over.zones or below.zones,
    )


def _named(below: dict[str, Names], over: dict[str, Names]) -> dict[str, Names]:
    """A name may be added in one language without the others being said again."""
    return below | {key: below.get(key, {}) | names for key, names in over.items()}
