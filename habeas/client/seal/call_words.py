"""Call words: a slow derivation makes a lookup id and a key of four words; the key seals the deposit."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import pbkdf2_hmac
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from habeas.client.seal.body import FileBody
from habeas.client.seal.jose import open_under, seal_under
from habeas.client.seal.signature import TooLong
from habeas.sealed import exact
from habeas.sealed.envelope import Part
from habeas.sealed.ids import b64
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.sizes import CALL_WORDS, CALL_WORDS_ROUNDS, DEPOSIT_BYTES, WORD_LIST

Draw = Callable[[int], int]
"""An integer drawn evenly from 0 up to but not including the argument."""


class DepositBody(Struct, frozen=True, forbid_unknown_fields=True):
    """What the hotline reads: the members of a press's file, and the language to speak."""

    name: str = ""
    birth_date: str = ""
    phone: str = ""
    tell: str = ""
    medical: str = ""
    notes: str = ""
    language: str = ""

    def file(self) -> FileBody:
        return FileBody(self.name, self.birth_date, self.phone, self.tell, self.medical, self.notes)


class WordsSecret(Struct, frozen=True):
    """`lookup_id` goes to the server; `key` opens the deposit and stays here. Base64url of 32 bytes each."""

    lookup_id: str
    key: str


class _DepositPayload(Struct, frozen=True, forbid_unknown_fields=True):
    v: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    part: str
    lookup_id: str
    body: DepositBody
    pad: str


_decode = msgspec.json.Decoder(_DepositPayload).decode


def make_words(words: Sequence[str], draw: Draw) -> tuple[str, ...]:
    """Four words of a list of 7,776, each drawn by itself: 51 bits."""
    if len(set(words)) != WORD_LIST:
        raise ValueError(f"the list must have {WORD_LIST} different words")
    return tuple(words[draw(WORD_LIST)] for _ in range(CALL_WORDS))


def spell(text: str) -> str:
    """The one spelling that is derived from: small letters, one space between words, no punctuation."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("ё", "е")
    letters = "".join(char if char.isalpha() or char == "-" else " " for char in plain)
    return " ".join(re.findall("[^ -]+(?:-[^ -]+)*", letters))


def derive(words: str, organisation: str) -> WordsSecret:
    """PBKDF2-SHA-512: slow on purpose. Raises Refused (structure) unless these are four words."""
    text = spell(words)
    if text.count(" ") != CALL_WORDS - 1:
        raise Refused(Reason.structure)
    salt = f"habeas call words|{organisation}".encode()
    secret = pbkdf2_hmac("sha512", text.encode(), salt, CALL_WORDS_ROUNDS, 64)
    return WordsSecret(b64(secret[:32]), b64(secret[32:]))


def seal_deposit(secret: WordsSecret, body: DepositBody) -> str:
    """The deposit as the server stores it. Raises TooLong."""
    payload = _DepositPayload(1, "deposit", secret.lookup_id, body, "")
    free = DEPOSIT_BYTES - len(msgspec.json.encode(payload))
    if free < 0:
        raise TooLong(-free)
    padded = msgspec.structs.replace(payload, pad="x" * free)
    return seal_under(msgspec.json.encode(padded).decode(), secret.key)


def open_deposit(secret: WordsSecret, sealed: str) -> DepositBody:
    """Raises Refused: as `open_under`, payload, part."""
    raw = open_under(sealed, Part.deposit, secret.key).encode()
    try:
        payload = exact.parse(raw, _decode)
    except ValueError as error:
        raise Refused(Reason.payload) from error
    if len(raw) != DEPOSIT_BYTES or set(payload.pad) - {"x"}:
        raise Refused(Reason.payload)
    if (payload.v, payload.part, payload.lookup_id) != (1, "deposit", secret.lookup_id):
        raise Refused(Reason.part)
    return payload.body
