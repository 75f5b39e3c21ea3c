"""The rules for a single guide. Each yields (item id, what is wrong); an empty id: the whole guide."""

import re
from collections.abc import Callable, Iterator

from habeas.guides.unit import Form, Guide, Item, Kind, Pack, Sure

SAY_CHARS = 120
ACTION_WORDS = 12
SENTENCE_WORDS = 14
FIRST_ACTIONS = 3

# A full stop before a small letter or a number ends no sentence: "art. 51", "St. 163".
_END = re.compile(r"[.!?…]+[»“”\"')]*(?:\s+(?=[^\W\d_a-zа-яёäöüß]|[«“„\"'(])|$)")
_WORD = re.compile(r"\w")

Mistakes = Iterator[tuple[str, str]]


def items(guide: Guide) -> Mistakes:
    """Of each item, original or translated."""
    ids: set[str] = set()
    for item in guide.items:
        for rule in (_id, _length, _review):
            yield from ((item.id, mistake) for mistake in rule(item, guide))
        if item.id in ids:
            yield item.id, "stands twice"
        ids.add(item.id)


def original(guide: Guide, pack: Pack) -> Mistakes:
    """Of what only a guide has that is written in the language of the law."""
    for item in guide.items:
        rules: tuple[Callable[[Item, Pack], Iterator[str]], ...] = (_kind, _sources, _check_retired)
        for rule in rules:
            yield from ((item.id, mistake) for mistake in rule(item, pack))
        if item.source_hash:
            yield item.id, "source_hash belongs to translations"


def translation(guide: Guide) -> Mistakes:
    """A translation has kind, sources and place on the screen from its original."""
    for item in guide.items:
        if item.kind or item.source or item.first:
            yield item.id, "kind, source and first belong to the original"


def first_screen(guide: Guide) -> Mistakes:
    """Exactly one sentence to say and three actions."""
    first = [item.form for item in guide.items if item.first]
    sentences, refused = first.count(Form.say), first.count(Form.refused)
    actions = len(first) - sentences - refused
    if (sentences, actions, refused) != (1, FIRST_ACTIONS, 0):
        counts = f"{sentences} sentences to say and {actions} actions, not 1 and {FIRST_ACTIONS}"
        yield "", f"the first screen has {counts}"
        if refused:
            yield "", "what to do if they refuse is not for the first screen"


def prose(guide: Guide) -> Mistakes:
    """The average sentence of the whole guide is short."""
    texts = [text for item in guide.items for text in (item.text, item.more, item.risk) if text]
    sentences = [sentence for text in texts for sentence in split_sentences(text)]
    average = sum(map(count_words, sentences)) / max(len(sentences), 1)
    if average > SENTENCE_WORDS:
        yield "", f"{average:.1f} words in an average sentence, at most {SENTENCE_WORDS}"


def _id(item: Item, guide: Guide) -> Iterator[str]:
    start = f"{guide.key.jurisdiction.lower()}.{guide.key.situation}.{item.form}."
    if not re.fullmatch(re.escape(start) + r"\d\d", item.id):
        yield f"its id must be {start} and two digits"


def _length(item: Item, _: Guide) -> Iterator[str]:
    if item.form is Form.say and len(item.text) > SAY_CHARS:
        yield f"{len(item.text)} characters to say, at most {SAY_CHARS}"
    if item.form is not Form.say and count_words(item.text) > ACTION_WORDS:
        yield f"{count_words(item.text)} words, at most {ACTION_WORDS}"


def _review(item: Item, _: Guide) -> Iterator[str]:
    review = item.review
    if len({value is None for value in (review.by, review.at, review.expires, review.of)}) > 1:
        yield "a review has by, at, expires and of, or none of them: habeas guides sign"
    elif review.at and review.expires and review.expires <= review.at:
        yield f"its review expires on {review.expires}, not after {review.at}"


def _kind(item: Item, _: Pack) -> Iterator[str]:
    if item.kind is None:
        yield "kind is missing: law, practice or opinion"
    elif item.kind is not Kind.opinion and not item.source:
        yield f"{item.kind} without a source"
    elif item.kind is Kind.law and all(source.sure is Sure.memory for source in item.source):
        yield "law that nobody has read: find the text, or say it as practice or opinion"


def _sources(item: Item, pack: Pack) -> Iterator[str]:
    for source in item.source:
        names = pack.acts.get(source.act, {})
        nameless = [language for language in pack.languages if language not in names]
        if nameless:
            yield f"the act {source.act} has no name in {', '.join(nameless)}: see acts in pack.yaml"
        if source.sure is not Sure.memory and not (source.url and source.seen):
            yield f"{source.act} {source.art} was looked at: say where (url) and when (seen)"


def _check_retired(item: Item, pack: Pack) -> Iterator[str]:
    if item.id in pack.retired:
        yield "this id meant something else once: take a new one"


def count_words(text: str) -> int:
    """Parts between blanks that have a letter or a digit in them."""
    return sum(1 for part in text.split() if _WORD.search(part))


def split_sentences(text: str) -> list[str]:
    """The sentences of a text; the last may lack its full stop."""
    return [part for part in _END.split(text) if _WORD.search(part)]
