"""What is wrong in a library, outdated, or not vouched for: one finding a line."""

from collections.abc import Iterator

from habeas.guides import clocks, rules
from habeas.guides.compiler import (
    LIMIT_BYTES,
    Terms,
    UnverifiedPolicy,
    clocks_bytes,
    file_bytes,
    gzip_bytes,
    situations,
)
from habeas.guides.findings import Finding, Level
from habeas.guides.library import Entry, Library, State, entries, original_of
from habeas.guides.unit import Guide, Key, Pack, Sure


def check(library: Library, today: str) -> list[Finding]:
    """All findings, errors first. `today` is YYYY-MM-DD."""
    return [*errors(library), *_find_outdated(library, today), *_find_drafts(library)]


def errors(library: Library) -> list[Finding]:
    """What keeps the packs from being served."""
    return list(_find_broken(library)) or list(_find_too_large(library))


def _find_broken(library: Library) -> Iterator[Finding]:
    for name, pack in library.packs.items():
        yield from _pack(name, pack)
    for key, guide in library.guides.items():
        for item, mistake in _mistakes(library, guide):
            yield Finding(Level.error, f"{key.path}: {item}" if item else key.path, mistake)
    for name, rule_set in library.clocks.items():
        path = clocks.path_of(name)
        if name not in library.packs:
            yield Finding(Level.error, path, f"there is no {name}/pack.yaml to say what the place is called")
        for rule, mistake in clocks.mistakes(rule_set):
            yield Finding(Level.error, f"{path}: {rule}" if rule else path, mistake)


def _pack(name: str, pack: Pack) -> Iterator[Finding]:
    where = f"{name}/pack.yaml"
    if pack.source_language not in pack.languages:
        yield Finding(Level.error, where, f"languages lack the source language {pack.source_language}")
    for language in pack.languages:
        if language not in pack.names:
            yield Finding(Level.error, where, f"the jurisdiction has no name in {language}")


def _mistakes(library: Library, guide: Guide) -> Iterator[tuple[str, str]]:
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
        yield from _strays(library, guide)


def _strays(library: Library, guide: Guide) -> Iterator[tuple[str, str]]:
    original = original_of(library, guide.key)
    originals = {item.id for item in original.items} if original else set()
    for item in guide.items:
        if item.id not in originals:
            yield item.id, "translates an item that is not there"


def _find_outdated(library: Library, today: str) -> Iterator[Finding]:
    for key in library.guides:
        for entry in entries(library, key):
            where, review = f"{key.path}: {entry.item.id}", entry.item.review
            if entry.state is State.stale:
                yield Finding(Level.outdated, where, "the original has changed since it was translated")
            elif entry.state is State.changed:
                yield Finding(Level.outdated, where, f"it has changed since {review.by} reviewed it")
            elif review.expires and review.expires <= today:
                yield Finding(Level.outdated, where, f"the review by {review.by} expired on {review.expires}")
    yield from _find_untranslated(library)
    yield from _find_outdated_clocks(library, today)


def _find_outdated_clocks(library: Library, today: str) -> Iterator[Finding]:
    for name, rule_set in library.clocks.items():
        pack = library.packs.get(name)
        for rule in rule_set.rules:
            where, review = f"{clocks.path_of(name)}: {rule.id}", rule.review
            if review.expires and review.expires <= today:
                yield Finding(Level.outdated, where, f"the review by {review.by} expired on {review.expires}")
            if pack and any(pack.source_language not in text for text in rule.texts):
                yield Finding(Level.outdated, where, f"a text is missing in {pack.source_language}")


def _find_untranslated(library: Library) -> Iterator[Finding]:
    """Guides and items that a language of the pack lacks."""
    for original, key in _translation_keys(library):
        translation = library.guides.get(key)
        if translation is None:
            yield Finding(Level.outdated, key.path, "is missing")
            continue
        ids = {item.id for item in translation.items}
        for item in library.guides[original].items:
            if item.id not in ids:
                yield Finding(Level.outdated, f"{key.path}: {item.id}", "is not translated")


def _translation_keys(library: Library) -> Iterator[tuple[Key, Key]]:
    """Each original, with each translation that it should have."""
    for key in library.guides:
        pack = library.packs.get(key.jurisdiction)
        if pack and key.language == pack.source_language:
            others = (language for language in pack.languages if language != key.language)
            yield from ((key, key._replace(language=language)) for language in others)


def _find_drafts(library: Library) -> Iterator[Finding]:
    """Counted by language: in a new pack nobody vouches for any item yet."""
    for name, pack in library.packs.items():
        for language in pack.languages:
            items = _entries_in(library, name, language)
            if count := sum(1 for entry in items if entry.state is State.unreviewed):
                text = f"{count} of {len(items)} items are not reviewed by a lawyer"
                yield Finding(Level.draft, f"{name}/{language}", text)
        yield from _find_unread_sources(library, name, pack)
        if not _has_guide(library, name):
            yield Finding(Level.draft, name, "no guide yet")
            continue
        for situation in library.situations:
            if Key(name, situation, pack.source_language) not in library.guides:
                yield Finding(Level.draft, name, f"no guide for {situation} yet")
    yield from _find_draft_clocks(library)


def _has_guide(library: Library, name: str) -> bool:
    """A jurisdiction may have clocks and no guide."""
    return any(key.jurisdiction == name for key in library.guides)


def _find_unread_sources(library: Library, name: str, pack: Pack) -> Iterator[Finding]:
    originals = [entry.original for entry in _entries_in(library, name, pack.source_language)]
    ids = [item.id for item in originals if any(source.sure is Sure.memory for source in item.source)]
    if ids:
        yield Finding(Level.draft, name, f"sources that nobody looked at: {', '.join(ids)}")


def _entries_in(library: Library, name: str, language: str) -> list[Entry]:
    keys = [key for key in library.guides if (key.jurisdiction, key.language) == (name, language)]
    return [entry for key in keys for entry in entries(library, key)]


def _find_draft_clocks(library: Library) -> Iterator[Finding]:
    for name, rule_set in library.clocks.items():
        if count := sum(1 for rule in rule_set.rules if rule.review.by is None):
            text = f"{count} of {len(rule_set.rules)} clocks are not reviewed by a lawyer"
            yield Finding(Level.draft, clocks.path_of(name), text)


def _find_too_large(library: Library) -> Iterator[Finding]:
    """Situations and clocks too large for a file of their own. Compiles, so nothing else may be wrong."""
    everything = Terms(UnverifiedPolicy.banner)
    for name, pack in library.packs.items():
        for language in pack.languages:
            for situation in situations(library, name, language, everything):
                size = gzip_bytes(file_bytes(name, language, [situation]))
                yield from _check_size(Key(name, situation.id, language).path, size)
    for name, rule_set in library.clocks.items():
        yield from _check_size(clocks.path_of(name), gzip_bytes(clocks_bytes(rule_set)))


def _check_size(where: str, size: int) -> Iterator[Finding]:
    if size > LIMIT_BYTES:
        yield Finding(Level.error, where, f"{size} bytes compressed, at most {LIMIT_BYTES}")
