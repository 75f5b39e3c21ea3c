"""A lawyer's word for an item, bound to the very words that she read."""

import msgspec

from habeas.guides.hashes import vouched
from habeas.guides.library import Entry
from habeas.guides.unit import Review


def review(entry: Entry, by: str, at: str, expires: str) -> str:
    """What stands after `review:`, in YAML's flow style, which JSON is.

    Raises ValueError where it would expire before it begins, msgspec.ValidationError for what is no day.
    """
    if expires <= at:
        raise ValueError(f"the review would expire on {expires}, not after {at}")
    told = {"by": by, "at": at, "expires": expires, "of": vouched(entry.item, entry.original)}
    return msgspec.json.encode(msgspec.convert(told, Review)).decode()
