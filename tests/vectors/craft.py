"""Tools of a hostile sender and a hostile server: what the honest code cannot be made to do."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from jwcrypto.jwk import JWK

from habeas.client.seal.jose import seal, sign
from habeas.client.seal.keys import Keys
from habeas.sealed.ids import b64, recipients_hash

Change = Callable[[dict[str, Any]], object]


def spelt(value: object) -> str:
    """JSON in the one spelling, members as they stand."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def changed(sealed: str, change: Change) -> str:
    """An envelope after somebody changed it."""
    value = json.loads(sealed)
    change(value)
    return spelt(value)


def put(**members: object) -> Change:
    """A change that sets members."""
    return lambda value: value.update(members)


NO_POINTS = {
    "the origin": {"x": "A" * 43, "y": "A" * 43},
    "beside the curve": {"x": "A" * 42 + "E", "y": "A" * 42 + "E"},
    "beyond the field": {"x": "_" * 42 + "8", "y": "_" * 42 + "8"},
}
"""Well spelt, and no point of P-256."""

# What stands in for a text of JSON, quotes included -> the bytes that no writer of JSON makes of it.
NO_TEXTS = {
    "a byte that is no UTF-8": b'"\xff"',
    "a character cut short": b'"\xd0"',
    "a character spelt too long": b'"\xc0\xaf"',
    "half a character in UTF-8": b'"\xed\xa0\x80"',
    "half a character as an escape": b'"\\ud800"',
    "a line break as it is": b'"\n"',
    "nesting": b"[" * 400 + b"]" * 400,
    "nesting without end": b"[" * 2_000,
    "objects in objects": b'{"a":' * 100 + b"1" + b"}" * 100,
    "a number that nothing can hold": b"1" + b"0" * 310,
    "a number beyond the largest": b"1e400",
    "no number": b"NaN",
    "minus nothing": b"-0",
    "a part of a number": b"1.5",
}


def header(**members: object) -> str:
    """A protected header of these members."""
    return b64(spelt(members).encode())


def turned(text: str, at: int = 0) -> str:
    """With one character changed."""
    return text[:at] + ("B" if text[at] == "A" else "A") + text[at + 1 :]


def slot_of(value: dict[str, Any], kid: str) -> dict[str, Any]:
    return next(slot for slot in value["recipients"] if slot["header"]["kid"] == kid)


def renamed(slot: dict[str, Any], number: int) -> dict[str, Any]:
    """A copy of a slot for another key id."""
    return {**slot, "header": {**slot["header"], "kid": f"{number:021d}A"}}


def slots(parties: Sequence[Keys]) -> list[tuple[str, Any]]:
    return [(one.kid, one.seal_public) for one in parties]


def payload(fields: dict[str, Any], size: int | None) -> bytes:
    """A signed text from its members, padded to this size, or to the next step of 256."""
    bare = spelt({"v": 1, **fields, "pad": ""}).encode()
    whole = size or -(-len(bare) // 256) * 256
    return spelt({"v": 1, **fields, "pad": "x" * (whole - len(bare))}).encode()


def fields(part: str, sender: str, kids: Sequence[str], **others: Any) -> dict[str, Any]:
    """The members of a signed header in their order; `others` replace or, for the body, complete them."""
    told = {
        "case_id": others.pop("case_id", sender),
        "part": part,
        "sequence": others.pop("sequence", 0),
        "previous": others.pop("previous", None),
        "sender": sender,
        "recipients": recipients_hash(list(kids)),
        "roster_version": 7,
        "body": others.pop("body"),
    }
    return told | others


def sealed(raw: bytes | str, key: JWK | None, to: Sequence[Keys]) -> str:
    """An envelope to these, of a text signed with this key, or of the text as it is."""
    text = sign(raw if isinstance(raw, bytes) else raw.encode(), key) if key else str(raw)
    return seal(text, slots(to))
