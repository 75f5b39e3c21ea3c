"""A lawyer's word for items, bound to the very words that she read."""

import msgspec

from habeas.guides.hashes import vouched
from habeas.guides.library import Entry
from habeas.guides.unit import Review


def reviews(read: list[Entry], by: str, at: str, expires: str) -> dict[str, str]:
    """The line `review:` of each item by its id. Raises ValueError for what is no review."""
    if expires <= at:
        raise ValueError(f"the review would expire on {expires}, not after {at}")
    return {one.item.id: _line(one, by, at, expires) for one in read}


def _line(entry: Entry, by: str, at: str, expires: str) -> str:
    """YAML's flow style, which JSON is."""
    of = vouched(entry.item, entry.original)
    review = msgspec.convert({"by": by, "at": at, "expires": expires, "of": of}, Review)
    return msgspec.json.encode(review).decode()
