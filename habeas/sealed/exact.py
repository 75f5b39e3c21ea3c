"""Exact JSON (docs/protocol.md): the one place where what somebody else wrote becomes a value."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_encode = msgspec.json.Encoder().encode
_decode_untyped = msgspec.json.Decoder().decode
_LARGEST = 2**53 - 1


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


def check(raw: bytes) -> None:
    """Raises ValueError for a text that is no exact JSON of any form."""
    parse(raw, _decode_any)


def _decode_any(raw: bytes) -> Any:
    value = _decode_untyped(raw)
    if not _has_safe_numbers(value):
        raise ValueError("a number that is no integer, or too large")
    return value


def _has_safe_numbers(value: Any) -> bool:
    match value:
        case dict():
            return all(map(_has_safe_numbers, value.values()))
        case list():
            return all(map(_has_safe_numbers, value))
        case float():
            return False
        case int():
            return abs(value) <= _LARGEST
    return True
