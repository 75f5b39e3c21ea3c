"""Texts for the parsers of both sides: sound ones of the shared vectors, changed by lot, some sealed anew."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from habeas.client.seal.jose import seal_bytes, seal_bytes_under, sign
from habeas.sealed.ids import b64, digest
from habeas.sealed.roster import Document, Group, Signature, protected_header, write
from habeas.sealed.sizes import CARD_BYTES, DEPOSIT_BYTES, FILE_BYTES
from habeas.sealed.statement import HEADERS
from tests.fuzz.mutate import change_bytes, change_text, change_value, spell
from tests.sealed.vectors import load
from tests.vectors.cast import MEMBERS, NOW, ORGANISATION, PERSON, ROSTER, key, signer
from tests.vectors.craft import fields, slots
from tests.vectors.make_cards import BODY, FILE_BODY
from tests.vectors.make_rosters import grouped
from tests.vectors.make_statements import FIRST, SEEN
from tests.vectors.make_threads import COMES, SOON, START, TEXT

Case = dict[str, Any]
ANNA = MEMBERS["anna"]
KEY = "k" * 42 + "A"
LOOKUP = "l" * 42 + "A"
GROUPED = grouped(*Group, None)
PIN = {"organisation": ORGANISATION, "threshold": 1, "version": 0, "sha256": None}
DEPOSIT = {
    "v": 1,
    "part": "deposit",
    "lookup_id": LOOKUP,
    "body": {**FILE_BODY, "language": "ru"},
    "pad": "",
}
DIRECTORY = {
    "organisation": ORGANISATION,
    "version": 3,
    "name": {"en": "Aid", "ru": "Помощь"},
    "grain_metres": 500,
    "areas": [
        {"lat_e5": 5_000_000, "lon_e5": 17_999_000, "area": "north", "name": {"en": "North"}},
        {"lat_e5": 5_000_400, "lon_e5": -17_999_500, "area": "south", "name": {"en": "South"}},
    ],
    "places": [{"place": "police-1", "area": "north", "name": {"ru": "Отдел"}}],
    "entries": [
        {
            "name": {"en": "Anna", "ru": "Анна"},
            "role": "counsel",
            "areas": ["north"],
            "tel": "+44 1632 960000",
            "sms": None,
            "languages": ["ru", "en"],
            "hours": {"en": "always", "ru": "всегда"},
        }
    ],
    "guides": {"/guides/index.json": "A" * 43},
    "issued_at": NOW,
    "expires_at": NOW + 1,
}
BODIES = {
    "card": (BODY,),
    "file": (FILE_BODY,),
    "message": (TEXT, COMES, SOON),
    "reseal": ({"card": "eyJhbGciOiJFUzI1NiJ9.AA.AA"},),
}
SIZES = {"card": CARD_BYTES, "file": FILE_BYTES}


def make_cases(lot: Random, count: int) -> Iterator[Case]:
    """So many, by lot."""
    makers, weights = zip(*WEIGHTS.items(), strict=True)
    for maker in lot.choices(makers, weights, k=count):
        yield maker(lot)


def _changed(lot: Random, value: Any) -> bytes:
    """A value changed as a value, as bytes, both, or not at all; well spelt unless its bytes were changed."""
    way = lot.random()
    raw = spell(change_value(lot, value) if way < 0.7 else value)
    return change_bytes(lot, raw) if way > 0.6 and way < 0.97 else raw


def _padded(lot: Random, raw: bytes, size: int | None) -> bytes:
    """With a pad that gives it the size of its part, or of the next step; now and then without."""
    if not raw.endswith(b'"pad":""}') or lot.random() < 0.1:
        return raw
    free = (size or -(-len(raw) // 256) * 256) - len(raw)
    return raw[:-2] + b"x" * max(free, 0) + b'"}'


def _payload(lot: Random, part: str) -> bytes:
    body = lot.choice(BODIES[part])
    told = fields(part, ANNA.kid, [ANNA.kid, PERSON.kid], case_id=PERSON.kid, body=body)
    return _padded(lot, _changed(lot, {"v": 1, **told, "pad": ""}), SIZES.get(part))


def envelope(lot: Random) -> Case:
    """As anybody sees it."""
    vector = lot.choice(_envelopes())
    raw = _changed(lot, vector["value"]).decode("utf-8", "surrogateescape")
    part = vector["part"] if lot.random() < 0.9 else lot.choice(("card", "file", "key", "message", "deposit"))
    return {"kind": "envelope", "part": part, "text": raw}


@cache
def _envelopes() -> list[dict[str, Any]]:
    sound = [one for one in load("envelopes") if "refused" not in one]
    return [{"part": one["part"], "value": msgspec.json.decode(one["text"])} for one in sound]


def signed(lot: Random) -> Case:
    """A compact JWS whose signature nobody has looked at yet."""
    part = lot.choice(("card", "file", "message", "message", "reseal"))
    jws = f"eyJhbGciOiJFUzI1NiJ9.{b64(_payload(lot, part))}.{b64(bytes(64))}"
    jws = change_text(lot, jws) if lot.random() < 0.05 else jws
    return {"kind": "signed", "part": part if lot.random() < 0.97 else "message", "jws": jws}


def message(lot: Random) -> Case:
    """Signed and sealed by Anna, whatever is in it, and read by the person."""
    jws = sign(_payload(lot, "message"), ANNA.sign_key).encode()
    plain = change_bytes(lot, jws) if lot.random() < 0.4 else jws
    sealed = seal_bytes(plain, slots([ANNA, PERSON]))
    return {"kind": "message", "sender": ANNA.kid, "sealed": _touched(lot, sealed), "links": START}


def card(lot: Random) -> Case:
    """A case's envelopes, one of them changed."""
    vector = lot.choice([one for one in load("cards")["cards"] if "refused" not in one])
    envelopes = msgspec.json.decode(msgspec.json.encode(vector["envelopes"]))
    touched = lot.choice(envelopes)
    touched["sealed"] = _touched(lot, touched["sealed"])
    return {"kind": "card", "member": vector["member"], "envelopes": envelopes}


def deposit(lot: Random) -> Case:
    """What waits behind call words."""
    raw = _padded(lot, _changed(lot, DEPOSIT), DEPOSIT_BYTES)
    return {"kind": "deposit", "sealed": _touched(lot, seal_bytes_under(raw, KEY))}


def group_key(lot: Random) -> Case:
    """A roster's, of which the roster has the hash."""
    plain = b64(lot.randbytes(32)).encode()
    plain = change_bytes(lot, plain) if lot.random() < 0.8 else plain
    sealed = seal_bytes(plain, slots([ANNA, PERSON]))
    return {"kind": "group_key", "sealed": sealed, "sha256": digest(sealed)}


def keys(lot: Random) -> Case:
    """Of a file, for Anna, beside one that she was given."""
    plain = b64(lot.randbytes(32)).encode()
    plain = change_bytes(lot, plain) if lot.random() < 0.5 else plain
    sealed = [_touched(lot, seal_bytes(plain, slots([ANNA, PERSON])))]
    label = lot.choice(("whole", "a", "b"))
    given = [{"label": label, "sealed": _touched(lot, seal_bytes(plain, slots([ANNA, PERSON])))}]
    return {"kind": "keys", "member": "anna", "keys": sealed if lot.random() < 0.7 else [], "given": given}


def _touched(lot: Random, sealed: str) -> str:
    return change_text(lot, sealed) if lot.random() < 0.3 else sealed


def roster(lot: Random) -> Case:
    """Signed by one of the pinned, whatever it says."""
    made = ROSTER if lot.random() < 0.5 else GROUPED
    return {"kind": "roster", "text": _document(lot, msgspec.to_builtins(made))}


def directory(lot: Random) -> Case:
    """Signed by one of the pinned, whatever it says."""
    return {"kind": "directory", "text": _document(lot, DIRECTORY)}


def _document(lot: Random, value: Any) -> str:
    payload = b64(_changed(lot, value)) or "AA"
    text = write(Document(payload, [_signature(payload)]))
    if lot.random() < 0.9:
        return text
    return _changed(lot, msgspec.json.decode(text)).decode("utf-8", "surrogateescape")


def _signature(payload: str) -> Signature:
    protected = protected_header(SIGNER.kid)
    return Signature(protected, _raw_signature(f"{protected}.{payload}", "first signs rosters"))


def _raw_signature(text: str, name: str) -> str:
    r, s = decode_dss_signature(_signing_key(name).sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return b64(r.to_bytes(32) + s.to_bytes(32))


@cache
def _signing_key(name: str) -> ec.EllipticCurvePrivateKey:
    private: ec.EllipticCurvePrivateKey = key(name).get_op_key("sign")
    return private


def statement(lot: Random) -> Case:
    """Of a dispatcher's, signed by her, whatever it says."""
    kind, made = lot.choice((("sighting", SEEN), ("access", FIRST)))
    signed_text = (
        f"{b64(HEADERS[type(made)].encode())}.{b64(_changed(lot, msgspec.to_builtins(made))) or 'AA'}"
    )
    text = f"{signed_text}.{_raw_signature(signed_text, 'gleb signs')}"
    return {"kind": "statement", "part": kind, "text": change_text(lot, text) if lot.random() < 0.1 else text}


def words(lot: Random) -> Case:
    """As somebody says them over the telephone."""
    latin, others = ("acorn", "yo-yo", "-", "'", "ß", "İ", "ſ", "é", "e\u0301", "ª"), ("ЁЛКА", "Σ", "中", "١")
    letters = (*latin, *others, "Ⅷ", "〇", "\ud800")
    marks = (" ", "  ", "\t", "\u00a0", "—", "", "\u200b", "\u202e", "_", ".", "\x00")
    said = "".join(lot.choice(letters) + lot.choice(marks) for _ in range(lot.randrange(7)))
    more = chr(lot.randrange(0x11_0000))
    # Each side takes for letters what its Unicode knows; who says words of a list says old ones.
    return {"kind": "words", "text": said if unicodedata.category(more) == "Cn" else said + more}


def base64url(lot: Random) -> Case:
    text = b64(lot.randbytes(lot.randrange(1, 40)))
    return {"kind": "base64url", "text": change_text(lot, text) if lot.random() < 0.8 else text}


def point(lot: Random) -> Case:
    """Two coordinates, well spelt."""
    known = lot.choice(load("ids")["members"])["seal_key"]
    other = b64(lot.choice((lot.randbytes(32), bytes(32), b"\xff" * 32)))
    return {"kind": "point", "key": {**known, lot.choice("xy"): other} if lot.random() < 0.8 else known}


WEIGHTS: dict[Callable[[Random], Case], int] = {
    envelope: 300,
    signed: 380,
    directory: 80,
    roster: 60,
    statement: 40,
    deposit: 60,
    words: 50,
    base64url: 30,
    point: 20,
    card: 7,
    message: 8,
    group_key: 5,
    keys: 8,
}
SIGNER = signer("first")
