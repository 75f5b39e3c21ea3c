"""The rules for one guide by itself, in its own words: each gives what is wrong with it, or nothing."""

import re
from collections.abc import Callable, Iterator

from habeas.guides.prose import sentences, words
from habeas.guides.unit import Form, Guide, Item, Kind, Pack, Sure

SAY_CHARS = 120
ACTION_WORDS = 12
SENTENCE_WORDS = 14
FIRST_ACTIONS = 3

Wrong = Iterator[tuple[str, str]]


def items(guide: Guide) -> Wrong:
    """(id, what is wrong) of single items, original or translated."""
    seen: set[str] = set()
    for item in guide.items:
        for rule in (_id, _length, _review):
            yield from ((item.id, wrong) for wrong in rule(item, guide))
        if item.id in seen:
            yield item.id, "stands twice"
        seen.add(item.id)


def original(guide: Guide, pack: Pack) -> Wrong:
    """What only the language has to say in which the law was read."""
    for item in guide.items:
        rules: tuple[Callable[[Item, Pack], Iterator[str]], ...] = (_kind, _sources, _retired)
        for rule in rules:
            yield from ((item.id, wrong) for wrong in rule(item, pack))
        if item.source_hash:
            yield item.id, "source_hash belongs to translations"


def translation(guide: Guide) -> Wrong:
    """Law, kind and place on the screen come from the original."""
    for item in guide.items:
        if item.kind or item.source or item.first:
            yield item.id, "kind, source and first belong to the original"


def first_screen(guide: Guide) -> Wrong:
    """Exactly one sentence to say and three actions."""
    first = [item.form for item in guide.items if item.first]
    said, refused = first.count(Form.say), first.count(Form.refused)
    actions = len(first) - said - refused
    if (said, actions, refused) != (1, FIRST_ACTIONS, 0):
        yield (
            "",
            f"the first screen has {said} sentences to say and {actions} actions, not 1 and {FIRST_ACTIONS}",
        )
        if refused:
            yield "", "what to do if they refuse is not for the first screen"


def prose(guide: Guide) -> Wrong:
    """The average sentence of the whole guide."""
    texts = [text for item in guide.items for text in (item.text, item.more, item.risk) if text]
    told = [sentence for text in texts for sentence in sentences(text)]
    average = sum(map(words, told)) / max(len(told), 1)
    if average > SENTENCE_WORDS:
        yield "", f"{average:.1f} words in an average sentence, at most {SENTENCE_WORDS}"


def _id(item: Item, guide: Guide) -> Iterator[str]:
    start = f"{guide.key.jurisdiction.lower()}.{guide.key.situation}.{item.form}."
    if not re.fullmatch(re.escape(start) + r"\d\d", item.id):
        yield f"its id must be {start} and two digits"


def _length(item: Item, _: Guide) -> Iterator[str]:
    if item.form is Form.say and len(item.text) > SAY_CHARS:
        yield f"{len(item.text)} characters to say, at most {SAY_CHARS}"
    if item.form is not Form.say and words(item.text) > ACTION_WORDS:
        yield f"{words(item.text)} words, at most {ACTION_WORDS}"


def _review(item: Item, _: Guide) -> Iterator[str]:
    told = item.review
    if len({value is None for value in (told.by, told.at, told.expires, told.of)}) > 1:
        yield "a review has by, at, expires and of, or none of them: habeas guides sign"
    elif told.at and told.expires and told.expires <= told.at:
        yield f"its review expires on {told.expires}, not after {told.at}"


def _kind(item: Item, _: Pack) -> Iterator[str]:
    if item.kind is None:
        yield "kind is missing: law, practice or opinion"
    elif item.kind is not Kind.opinion and not item.source:
        yield f"{item.kind} without a source"
    elif item.kind is Kind.law and all(source.sure is Sure.memory for source in item.source):
        yield "law that nobody has read: find the text, or say it as practice or opinion"


def _sources(item: Item, pack: Pack) -> Iterator[str]:
    for source in item.source:
        nameless = [one for one in pack.languages if one not in pack.acts.get(source.act, {})]
        if nameless:
            yield f"the act {source.act} has no name in {', '.join(nameless)}: see acts in pack.yaml"
        if source.sure is not Sure.memory and not (source.url and source.seen):
            yield f"{source.act} {source.art} was looked at: say where (url) and when (seen)"


def _retired(item: Item, pack: Pack) -> Iterator[str]:
    if item.id in pack.retired:
        yield "this id meant something else once: take a new one"
