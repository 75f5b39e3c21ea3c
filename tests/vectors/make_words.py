"""Vectors of call words and of the two secrets that end a case."""

import json
from typing import Any

from habeas.client.seal.call_words import DepositBody, derive, seal_deposit
from habeas.client.seal.ending import end_secret
from habeas.client.seal.jose import seal_bytes_under, seal_under
from habeas.sealed.ids import token_sha256
from habeas.sealed.sizes import DEPOSIT_BYTES
from tests.vectors.cast import ORGANISATION, OTHER, PERSON
from tests.vectors.craft import changed, spelt, turned

WORDS = "acorn zebra yodel wolf"
RUSSIAN = "абажур яхта гусь самолет"
TEXT = {
    "name": "Иван 🌍",
    "birth_date": "1990-04-01",
    "phone": "+7",
    "tell": "",
    "medical": "insulin",
    "notes": "\\",
    "language": "ru",
}


def spellings() -> list[dict[str, str]]:
    """How it was written, and what is derived from."""
    told = {
        WORDS: WORDS,
        "  Acorn,\tZEBRA\n— yodel...wolf ": WORDS,
        "ＡＣＯＲＮ zebra yodel wolf": WORDS,
        "абажур ЯХТА Гусь самолёт": RUSSIAN,
        "yo-yo t-shirt -x- 4 you_me": "yo-yo t-shirt x you me",
        "": "",
        "1 2 3": "",
        "acorn 〇 zebra ៰ yodel": "acorn zebra yodel",
    }
    return [{"written": written, "spelt": one} for written, one in told.items()]


def derived() -> list[dict[str, str]]:
    return [
        {"words": words, "organisation": organisation, "lookup_id": made.lookup_id}
        for words, organisation in ((WORDS, ORGANISATION), (RUSSIAN, ORGANISATION), (WORDS, "elsewhere"))
        for made in [derive(words, organisation)]
    ]


def deposits() -> list[dict[str, Any]]:
    """What waits behind WORDS, honest or not."""
    made = derive(WORDS, ORGANISATION)
    good = seal_deposit(made, DepositBody(**TEXT))

    def inside(**other: object) -> str:
        fields = {"v": 1, "part": "deposit", "lookup_id": made.lookup_id, "body": TEXT} | other
        size = int(str(fields.pop("size", DEPOSIT_BYTES)))
        pad = "x" * (size - len(spelt({**fields, "pad": ""}).encode()))
        return seal_under(spelt({**fields, "pad": pad}), made.key)

    cases: dict[str, tuple[str, str | None]] = {
        "a deposit": (good, None),
        "the same by hand": (inside(), None),
        "with a name too many": (inside(body=TEXT | {"more": ""}), "payload"),
        "without a name": (inside(body={"name": "Ivan"}), "payload"),
        "with a number for a name": (inside(body=TEXT | {"name": 1}), "payload"),
        "with one member that is named as all": (inside(body={",".join(TEXT): ""}), "payload"),
        "with a text for its version": (inside(v="1"), "payload"),
        "not UTF-8": (seal_bytes_under(b"\xff" * DEPOSIT_BYTES, made.key), "cannot_open"),
        "a byte order mark before it": (
            seal_under("\ufeff" + "x" * (DEPOSIT_BYTES - 3), made.key),
            "payload",
        ),
        "brackets without end": (seal_under("[" * DEPOSIT_BYTES, made.key), "payload"),
        "a file's part": (inside(part="file"), "part"),
        "of other words": (inside(lookup_id="A" * 43), "part"),
        "of another version": (inside(v=2), "part"),
        "changed": (changed(good, lambda v: v.update(ciphertext=turned(v["ciphertext"], 50))), "cannot_open"),
        "shorter": (inside(size=DEPOSIT_BYTES - 3), "size"),
        "with a hidden member": (
            seal_under(
                json.dumps({"v": 1, "part": "deposit", "lookup_id": made.lookup_id, "body": TEXT}).ljust(
                    DEPOSIT_BYTES
                ),
                made.key,
            ),
            "payload",
        ),
        "for recipients": (good.replace("[{}]", "[]"), "slots"),
    }
    return [
        {"name": name, "sealed": sealed} | ({"refused": reason} if reason else {"text": TEXT})
        for name, (sealed, reason) in cases.items()
    ]


def endings() -> list[dict[str, str]]:
    return [
        {"token": one.token, "code": code, "secret": secret, "sha256": token_sha256(secret)}
        for one in (PERSON, OTHER)
        for code in ("fine", "duress", "", "1357", "пароль")
        for secret in [end_secret(one.token, code)]
    ]
