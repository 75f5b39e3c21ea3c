"""How lists and keys are kept in text columns."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec


def join_ids(ids: Iterable[str]) -> str:
    """Identifiers have no spaces; sorted, so that the same set is the same text."""
    return " ".join(sorted(ids))


def short_id(key: str) -> str:
    """An identifier that follows from a key, so that writing twice names the same row: 22 characters."""
    return urlsafe_b64encode(sha256(key.encode()).digest()[:16]).rstrip(b"=").decode()


def to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


@lru_cache(maxsize=4_096)
def id_list(text: str) -> tuple[str, ...]:
    """A JSON list of short names: members share a few."""
    return msgspec.json.decode(text, type=tuple[str, ...])
