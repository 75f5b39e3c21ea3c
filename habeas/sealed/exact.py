"""Exact JSON (docs/protocol.md): the one place where what somebody else wrote becomes a value."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

T = TypeVar("T")
_encode = msgspec.json.Encoder().encode


def parse(raw: bytes, decode: Callable[[bytes], T]) -> T:
    """The value of a text. Raises ValueError for all but exact JSON of the form that `decode` expects.

    An honest text encodes to the same bytes again: no second spelling, no member twice, no white space.
    What is no UTF-8, or is nested without end, is refused like any other misspelling.
    """
    try:
        value = decode(raw)
        is_exact = _encode(value) == raw
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("not JSON of this form") from error
    if not is_exact:
        raise ValueError("not in its one spelling")
    return value
