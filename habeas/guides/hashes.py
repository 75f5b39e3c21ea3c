"""Hashes that tell when words have moved under a translation or a review."""

from hashlib import sha256

import msgspec

from habeas.guides.unit import Item


def words(item: Item) -> str:
    """Of what is read: a translation keeps its original's. Sources and reviews may change without it."""
    return _hash([item.form, item.text, item.more, item.risk])


def vouched(item: Item, original: Item) -> str:
    """Of all that a reviewer vouches for: the words, the kind, and where it stands."""
    source = [(one.act, one.art, one.url) for one in original.source]
    return _hash([words(item), original.kind, source])


def _hash(value: object) -> str:
    """16 hexadecimal digits."""
    return sha256(msgspec.json.encode(value)).hexdigest()[:16]
