"""What is wrong, outdated or not vouched for in a library, one finding a line."""

from collections.abc import Iterator

from habeas.guides import clocks, rules
from habeas.guides.compiling import LIMIT_BYTES, Terms, Unverified, gzip_bytes, sent, sent_clocks, situations
from habeas.guides.findings import Finding, Level
from habeas.guides.library import Entry, Library, State, entries, original_of
from habeas.guides.unit import Guide, Key, Pack, Sure


def check(library: Library, today: str) -> list[Finding]:
    """All findings, errors first. `today` is YYYY-MM-DD."""
    return [*errors(library), *_outdated(library, today), *_drafts(library)]


def errors(library: Library) -> list[Finding]:
    """What keeps the packs from being served."""
    return list(_broken(library)) or list(_too_large(library))


def _broken(library: Library) -> Iterator[Finding]:
    for name, pack in library.packs.items():
        yield from _pack(name, pack)
    for key, guide in library.guides.items():
        for item, wrong in _wrong(library, guide):
            yield Finding(Level.error, f"{key.path}: {item}" if item else key.path, wrong)
    for name, told in library.clocks.items():
        path = clocks.path_of(name)
        if name not in library.packs:
            yield Finding(Level.error, path, f"there is no {name}/pack.yaml to say what the place is called")
        for rule, wrong in clocks.wrong(told):
            yield Finding(Level.error, f"{path}: {rule}" if rule else path, wrong)


def _pack(name: str, pack: Pack) -> Iterator[Finding]:
    where = f"{name}/pack.yaml"
    if pack.source_language not in pack.languages:
        yield Finding(Level.error, where, f"languages lack the source language {pack.source_language}")
    for language in pack.languages:
        if language not in pack.names:
            yield Finding(Level.error, where, f"the jurisdiction has no name in {language}")


def _wrong(library: Library, guide: Guide) -> Iterator[tuple[str, str]]:
    key, pack = guide.key, library.packs.get(guide.key.jurisdiction)
    if pack is None or key.language not in pack.languages:
        yield "", f"{key.jurisdiction}/pack.yaml does not name the language {key.language}"
        return
    if key.language not in library.situations.get(key.situation, {}):
        yield "", f"situations.yaml has no title for {key.situation} in {key.language}"
    yield from rules.items(guide)
    yield from rules.prose(guide)
    if key.language == pack.source_language:
        yield from rules.original(guide, pack)
        yield from rules.first_screen(guide)
    else:
        yield from rules.translation(guide)
        yield from _translates_nothing(library, guide)


def _translates_nothing(library: Library, guide: Guide) -> Iterator[tuple[str, str]]:
    original = original_of(library, guide.key)
    known = {item.id for item in original.items} if original else set()
    for item in guide.items:
        if item.id not in known:
            yield item.id, "translates an item that is not there"


def _outdated(library: Library, today: str) -> Iterator[Finding]:
    for key in library.guides:
        for entry in entries(library, key):
            where, review = f"{key.path}: {entry.item.id}", entry.item.review
            if entry.state is State.stale:
                yield Finding(Level.outdated, where, "the original has changed since it was translated")
            elif entry.state is State.changed:
                yield Finding(Level.outdated, where, f"it has changed since {review.by} reviewed it")
            elif review.expires and review.expires <= today:
                yield Finding(Level.outdated, where, f"the review by {review.by} expired on {review.expires}")
    yield from _untranslated(library)
    yield from _outdated_clocks(library, today)


def _outdated_clocks(library: Library, today: str) -> Iterator[Finding]:
    for name, told in library.clocks.items():
        pack = library.packs.get(name)
        for rule in told.rules:
            where, review = f"{clocks.path_of(name)}: {rule.id}", rule.review
            if review.expires and review.expires <= today:
                yield Finding(Level.outdated, where, f"the review by {review.by} expired on {review.expires}")
            if pack and any(pack.source_language not in text for text in rule.texts):
                yield Finding(Level.outdated, where, f"a text is missing in {pack.source_language}")


def _untranslated(library: Library) -> Iterator[Finding]:
    """What a language of the pack lacks beside the original."""
    for key, language in _wanted(library):
        wanted = key._replace(language=language)
        told = library.guides.get(wanted)
        if told is None:
            yield Finding(Level.outdated, wanted.path, "is missing")
            continue
        there = {item.id for item in told.items}
        for item in library.guides[key].items:
            if item.id not in there:
                yield Finding(Level.outdated, f"{wanted.path}: {item.id}", "is not translated")


def _wanted(library: Library) -> Iterator[tuple[Key, str]]:
    for key in library.guides:
        pack = library.packs.get(key.jurisdiction)
        if pack and key.language == pack.source_language:
            yield from ((key, language) for language in pack.languages if language != key.language)


def _drafts(library: Library) -> Iterator[Finding]:
    """By language, not by item: a new pack has nobody yet who vouches for it."""
    for name, pack in library.packs.items():
        for language in pack.languages:
            told = _told(library, name, language)
            if count := sum(1 for one in told if one.state is State.unreviewed):
                what = f"{count} of {len(told)} items are not reviewed by a lawyer"
                yield Finding(Level.draft, f"{name}/{language}", what)
        yield from _unread(library, name, pack)
        if not _guided(library, name):
            yield Finding(Level.draft, name, "no guide yet")
            continue
        for situation in library.situations:
            if Key(name, situation, pack.source_language) not in library.guides:
                yield Finding(Level.draft, name, f"no guide for {situation} yet")
    yield from _draft_clocks(library)


def _guided(library: Library, name: str) -> bool:
    """Whether there is any guide; a place may have clocks only."""
    return any(key.jurisdiction == name for key in library.guides)


def _unread(library: Library, name: str, pack: Pack) -> Iterator[Finding]:
    originals = [one.original for one in _told(library, name, pack.source_language)]
    unread = [one.id for one in originals if any(source.sure is Sure.memory for source in one.source)]
    if unread:
        yield Finding(Level.draft, name, f"sources that nobody looked at: {', '.join(unread)}")


def _told(library: Library, name: str, language: str) -> list[Entry]:
    keys = [key for key in library.guides if (key.jurisdiction, key.language) == (name, language)]
    return [entry for key in keys for entry in entries(library, key)]


def _draft_clocks(library: Library) -> Iterator[Finding]:
    for name, told in library.clocks.items():
        if count := sum(1 for rule in told.rules if rule.review.by is None):
            what = f"{count} of {len(told.rules)} clocks are not reviewed by a lawyer"
            yield Finding(Level.draft, clocks.path_of(name), what)


def _too_large(library: Library) -> Iterator[Finding]:
    """One situation is the least that a file can hold. Only what has no other error can be compiled."""
    everything = Terms(Unverified.banner, "")
    for name, pack in library.packs.items():
        for language in pack.languages:
            for one in situations(library, name, language, everything):
                size = gzip_bytes(sent(name, language, [one]))
                yield from _larger(Key(name, one.id, language).path, size)
    for name, told in library.clocks.items():
        yield from _larger(clocks.path_of(name), gzip_bytes(sent_clocks(told)))


def _larger(where: str, size: int) -> Iterator[Finding]:
    if size > LIMIT_BYTES:
        yield Finding(Level.error, where, f"{size} bytes compressed, at most {LIMIT_BYTES}")
