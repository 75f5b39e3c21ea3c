"""Changes by lot, the same for the same seed: of bytes, and of JSON that stays well spelt."""

import json
from copy import deepcopy
from random import Random
from typing import Any

BYTES = (
    *(b"\x00", b"\x1f", b"\x7f", b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8"),
    *(b'"', b"\\", b"\\u0000", b"\\ud800", b"\\u0041", b"\n", b" ", b"=", b"+", b"/", b",", b":", b"."),
    *(b"[", b"]", b"{", b"}", b"[]", b"{}", b"[" * 3_000, b'{"a":' * 700, b"null", b"true", b"NaN", b"-0"),
    *(b"1e400", b"1.0", b"1" + b"0" * 400, b"9007199254740993", b"18446744073709551616", b"-1", b"Infinity"),
    *("я".encode(), "🌍".encode(), "\u202e".encode(), b'"v":1,', b'"__proto__":{},', b"//", b"\r\n"),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.5, 2**31, 2**53, 2**53 + 1, 2**64, 10**30, 1e300),
    *(
        "",
        " ",
        "\x00",
        "\x7f",
        "\ud800",
        "\udfff",
        "\ufeff",
        "\u202e",
        "é",
        "🌍" * 3,
        "a" * 41,
        "a,b",
        "x" * 300,
    ),
    *(
        "A" * 22,
        "A" * 43,
        "A" * 42 + "B",
        "A" * 54,
        "AB",
        "AA==",
        "P-256",
        "en",
        "me",
        "text",
        "card",
        "file",
    ),
    *([], {}, [[]], [{}], {"": ""}, {"a,b": 1}, {"x": "A" * 43, "y": "A" * 43}, [None] * 40),
)


def change_bytes(lot: Random, raw: bytes) -> bytes:
    """A few changes at random places."""
    for _ in range(lot.choice((1, 1, 1, 2, 4))):
        raw = _change_once(lot, raw)
    return raw


def _change_once(lot: Random, raw: bytes) -> bytes:
    start = lot.randrange(len(raw) + 1)
    end = min(len(raw), start + lot.choice((1, 1, 2, 5, 40)))
    match lot.randrange(6):
        case 0:
            return raw[:start] + bytes([lot.randrange(256)]) + raw[start + 1 :]
        case 1:
            return raw[:start] + lot.choice(BYTES) + raw[start:]
        case 2:
            return raw[:start] + lot.choice(BYTES) + raw[end:]
        case 3:
            return raw[:start] + raw[end:]
        case 4:
            return raw[:start] + raw[start:end] * 2 + raw[end:]
        case _:
            return raw[:start]


def change_text(lot: Random, text: str) -> str:
    """The same of a text; bytes that are no UTF-8 become halves of characters."""
    return change_bytes(lot, text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogateescape")


def change_value(lot: Random, value: Any) -> Any:
    """Another value in one or two places of it."""
    changed = deepcopy(value)
    for _ in "x" * lot.choice((1, 1, 2)):
        holder, key = _place(lot, changed)
        if holder is None:
            return _value(lot)
        _change_member(lot, holder, key)
    return changed


def spell(value: Any) -> bytes:
    """JSON as exact JSON is spelt; halves of characters become bytes that are no UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _value(lot: Random) -> Any:
    return deepcopy(lot.choice(VALUES))


def _place(lot: Random, value: Any) -> tuple[Any, Any]:
    """An object or a list somewhere in the value, and a key or an index of it."""
    if not isinstance(value, dict | list) or not value:
        return None, None
    key = lot.choice(list(value) if isinstance(value, dict) else range(len(value)))
    holder, inner = _place(lot, value[key]) if lot.random() < 0.8 else (None, None)
    return (value, key) if holder is None else (holder, inner)


def _change_member(lot: Random, holder: Any, key: Any) -> None:
    match lot.randrange(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[lot.choice(("", "more", "v", "a,b", "__proto__", "constructor"))] = _value(lot)
        case 1:
            holder.append(deepcopy(holder[key]))
        case 2 if isinstance(holder, dict):
            holder[key] = holder.pop(key)
        case 2:
            lot.shuffle(holder)
        case 3 if isinstance(holder[key], str):
            holder[key] = change_text(lot, holder[key])
        case 3 if isinstance(holder[key], int):
            holder[key] += lot.choice((-1, 1, 10**7))
        case 4 if isinstance(holder, dict):
            names = ",".join(holder)
            holder.clear()
            holder[names] = _value(lot)
        case _:
            holder[key] = _value(lot)
