"""How long words and sentences are, as a frightened reader meets them."""

import re

# A full stop before a small letter or a number ends no sentence: "art. 51", "St. 163".
_END = re.compile(r"[.!?…]+[»“”\"')]*(?:\s+(?=[^\W\d_a-zа-яёäöüß]|[«“„\"'(])|$)")
_WORD = re.compile(r"\w")


def words(text: str) -> int:
    """What stands between blanks and is not only signs."""
    return sum(1 for part in text.split() if _WORD.search(part))


def sentences(text: str) -> list[str]:
    """The sentences of one text; one that ends without a sign counts too."""
    return [part for part in _END.split(text) if _WORD.search(part)]
