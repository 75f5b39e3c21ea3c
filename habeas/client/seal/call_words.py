"""Call words: four words, one slow derivation, a file sealed under what comes of it."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import pbkdf2_hmac

import msgspec
from msgspec import Struct

from habeas.client.seal.body import FileBody
from habeas.client.seal.jose import open_under, seal_under
from habeas.client.seal.signature import TooLong
from habeas.sealed.envelope import Part
from habeas.sealed.ids import b64
from habeas.sealed.refused import Reason, Refused
from habeas.sealed.sizes import CALL_WORDS, CALL_WORDS_ROUNDS, DEPOSIT_BYTES, WORD_LIST

Draw = Callable[[int], int]
"""A number from 0 up to below the one given, each as likely."""


class DepositBody(Struct, frozen=True, forbid_unknown_fields=True):
    """What the hotline reads: the file of a press, and the language to speak."""

    name: str = ""
    birth_date: str = ""
    phone: str = ""
    tell: str = ""
    medical: str = ""
    notes: str = ""
    language: str = ""

    def file(self) -> FileBody:
        return FileBody(self.name, self.birth_date, self.phone, self.tell, self.medical, self.notes)


class Derived(Struct, frozen=True):
    """`lookup_id` is all that the server is told; `key` opens the file (both base64url of 32 bytes)."""

    lookup_id: str
    key: str


class _Inside(Struct, frozen=True, forbid_unknown_fields=True):
    v: int
    part: str
    lookup_id: str
    body: DepositBody
    pad: str


def make_words(words: Sequence[str], draw: Draw) -> tuple[str, ...]:
    """Four of a list of 7,776, each drawn by itself: 51 bits."""
    if len(set(words)) != WORD_LIST:
        raise ValueError(f"a list has {WORD_LIST} different words")
    return tuple(words[draw(WORD_LIST)] for _ in range(CALL_WORDS))


def spelt(text: str) -> str:
    """The words as they are derived from, however they were written: small letters, one space between."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("ё", "е")
    return " ".join(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", plain))


def derive(words: str, organisation: str) -> Derived:
    """PBKDF2-SHA-512: slow on purpose. Raises ValueError unless these are four words."""
    text = spelt(words)
    if text.count(" ") != CALL_WORDS - 1:
        raise ValueError(f"there are {CALL_WORDS} call words")
    salt = f"habeas call words|{organisation}".encode()
    made = pbkdf2_hmac("sha512", text.encode(), salt, CALL_WORDS_ROUNDS, 64)
    return Derived(b64(made[:32]), b64(made[32:]))


def seal_deposit(derived: Derived, body: DepositBody) -> str:
    """The file as it waits. Raises TooLong."""
    inside = _Inside(1, "deposit", derived.lookup_id, body, "")
    free = DEPOSIT_BYTES - len(msgspec.json.encode(inside))
    if free < 0:
        raise TooLong(-free)
    padded = msgspec.structs.replace(inside, pad="x" * free)
    return seal_under(msgspec.json.encode(padded).decode(), derived.key)


def open_deposit(derived: Derived, sealed: str) -> DepositBody:
    """Raises Refused: as `open_under`, payload, part."""
    raw = open_under(sealed, Part.deposit, derived.key).encode()
    try:
        inside = msgspec.json.decode(raw, type=_Inside)
    except msgspec.DecodeError as error:
        raise Refused(Reason.payload) from error
    # Written back, an honest text is the same bytes.
    if msgspec.json.encode(inside) != raw or len(raw) != DEPOSIT_BYTES or set(inside.pad) - {"x"}:
        raise Refused(Reason.payload)
    if (inside.v, inside.part, inside.lookup_id) != (1, "deposit", derived.lookup_id):
        raise Refused(Reason.part)
    return inside.body
