"""Vectors of envelopes as the server sees them: well-formed or refused for their outside alone."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from habeas.client.seal.body import Card, FileBody, TextBody
from habeas.client.seal.call_words import DepositBody, WordsSecret, seal_deposit
from habeas.client.seal.file_key import give
from habeas.client.seal.group import seal_group_key
from habeas.client.seal.keys import Recipient
from habeas.client.seal.message import seal_message
from habeas.client.seal.press import Clear, seal_press
from habeas.client.seal.signature import Link
from tests.vectors.cast import MEMBERS, PERSON, ROSTER
from tests.vectors.craft import Change, changed, header, put, renamed, spelt, turned

CLEAR = Clear("old-town", "detained", "now", "ru")
PRESS = seal_press(PERSON, ROSTER, CLEAR, duty=[], card=Card(where="Bridge"), file=FileBody(name="Ivan"))
CARD, FILE = str(PRESS.fields["card"]), str(PRESS.fields["file"])
KEY = give("A" * 43, ROSTER.members[0], MEMBERS["gleb"])
MESSAGE, _ = seal_message(
    MEMBERS["anna"],
    PERSON.kid,
    [Recipient(PERSON.kid, PERSON.seal_public)],
    link=Link(0, None),
    roster_version=7,
    body=TextBody("I am on my way"),
)
GROUP_KEY = seal_group_key(ROSTER.members)
DEPOSIT = seal_deposit(WordsSecret("A" * 43, "A" * 43), DepositBody(name="Ivan"))
RECIPIENTS_HEADER = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM"}


def vectors() -> list[dict[str, Any]]:
    """Each with a part, a text, and its slots' key ids or the reason why it is refused."""
    return [*_good(), *_algorithms(), *_slots(), *_sizes(), *_structures(), *_texts()]


def _bad(name: str, part: str, text: str, reason: str) -> dict[str, Any]:
    return {"name": name, "part": part, "text": text, "refused": reason}


def _good() -> Iterator[dict[str, Any]]:
    whole = {"card": CARD, "file": FILE, "message": MESSAGE, "reseal": MESSAGE, "group_key": GROUP_KEY}
    whole["deposit"] = DEPOSIT
    whole["key"] = KEY
    for part, text in whole.items():
        kids = [slot["header"]["kid"] for slot in json.loads(text)["recipients"] if slot]
        yield {"name": f"a {part}", "part": part, "text": text, "kids": kids}


def _algorithms() -> Iterator[dict[str, Any]]:
    headers: dict[str, dict[str, object]] = {
        "RSA-OAEP": {**RECIPIENTS_HEADER, "alg": "RSA-OAEP"},
        "RSA1_5": {**RECIPIENTS_HEADER, "alg": "RSA1_5"},
        "no algorithm at all": {"enc": "A256GCM"},
        "none": {**RECIPIENTS_HEADER, "alg": "none"},
        "ECDH-ES directly": {**RECIPIENTS_HEADER, "alg": "ECDH-ES"},
        "ECDH-ES+A128KW": {**RECIPIENTS_HEADER, "alg": "ECDH-ES+A128KW"},
        "A256KW": {**RECIPIENTS_HEADER, "alg": "A256KW"},
        "a shared key where recipients belong": {**RECIPIENTS_HEADER, "alg": "dir"},
        "a password with a billion rounds": {
            "alg": "PBES2-HS512+A256KW",
            "enc": "A256GCM",
            "p2c": 10**9,
            "p2s": "A" * 22,
        },
        "A128GCM": {**RECIPIENTS_HEADER, "enc": "A128GCM"},
        "A256CBC-HS512": {**RECIPIENTS_HEADER, "enc": "A256CBC-HS512"},
        "a bomb to unpack": {**RECIPIENTS_HEADER, "zip": "DEF"},
        "a critical extension": {**RECIPIENTS_HEADER, "crit": ["b64"], "b64": False},
        "a key from elsewhere": {**RECIPIENTS_HEADER, "jku": "https://example.org/keys"},
        "the members in another order": {"enc": "A256GCM", "alg": "ECDH-ES+A256KW"},
    }
    for name, members in headers.items():
        yield _bad(name, "message", changed(MESSAGE, put(protected=header(**members))), "algorithm")
    spaced = changed(MESSAGE, put(protected=header(**RECIPIENTS_HEADER) + "IA"))
    yield _bad("a header with a space after it", "message", spaced, "algorithm")
    yield _bad("an empty header", "message", changed(MESSAGE, put(protected="")), "algorithm")
    recipients = changed(FILE, put(protected=header(**RECIPIENTS_HEADER)))
    yield _bad("a file that asks for recipients", "file", recipients, "algorithm")
    recipients = changed(DEPOSIT, put(protected=header(**RECIPIENTS_HEADER)))
    yield _bad("a deposit that asks for recipients", "deposit", recipients, "algorithm")
    yield _bad("a file where a deposit belongs", "deposit", FILE, "size")


def _slots() -> Iterator[dict[str, Any]]:
    one, many, card = json.loads(MESSAGE), json.loads(MESSAGE), json.loads(CARD)
    one["recipients"] = one["recipients"][:1]
    many["recipients"] = [renamed(many["recipients"][0], number) for number in range(33)]
    yield _bad("a message for one", "message", spelt(one), "slots")
    yield _bad("a message for 33", "message", spelt(many), "slots")
    yield _bad("a message for nobody", "message", changed(MESSAGE, put(recipients=[])), "slots")
    twice = changed(MESSAGE, lambda value: value["recipients"].append(value["recipients"][0]))
    yield _bad("one recipient twice", "message", twice, "slots")
    fewer = copy.deepcopy(card)
    del fewer["recipients"][3]
    yield _bad("a card with 16 slots", "card", spelt(fewer), "slots")
    card["recipients"].append(renamed(card["recipients"][0], 1))
    yield _bad("a card with 18 slots", "card", spelt(card), "slots")
    one_key, many_keys = json.loads(KEY), json.loads(KEY)
    del one_key["recipients"][0]
    many_keys["recipients"] = [renamed(many_keys["recipients"][0], number) for number in range(4)]
    yield _bad("a key for one", "key", spelt(one_key), "slots")
    yield _bad("a key for four", "key", spelt(many_keys), "slots")
    yield _bad("a file with two recipients", "file", changed(FILE, put(recipients=[{}, {}])), "slots")
    yield _bad("a file with none", "file", changed(FILE, put(recipients=[])), "slots")
    yield _bad("a deposit with none", "deposit", changed(DEPOSIT, put(recipients=[])), "slots")


def _sizes() -> Iterator[dict[str, Any]]:
    for part, text in (("card", CARD), ("file", FILE), ("key", KEY)):
        longer = changed(text, lambda value: value.update(ciphertext="AAAA" + value["ciphertext"]))
        shorter = changed(text, lambda value: value.update(ciphertext=value["ciphertext"][4:]))
        yield _bad(f"a longer {part}", part, longer, "size")
        yield _bad(f"a truncated {part}", part, shorter, "size")
    long = changed(MESSAGE, put(ciphertext="A" * 16_384))
    yield _bad("a message longer than any", "message", long, "size")


def _structures() -> Iterator[dict[str, Any]]:
    slot: dict[str, Change] = {
        "a slot with an algorithm of its own": lambda one: one["header"].update(alg="RSA-OAEP"),
        "a slot with a member too many": lambda one: one.update(note=""),
        "a slot without an ephemeral key": lambda one: one["header"].pop("epk"),
        "a slot without a key id": lambda one: one["header"].pop("kid"),
        "a slot without a key": lambda one: one.pop("encrypted_key"),
        "another curve": lambda one: one["header"]["epk"].update(crv="P-384"),
        "another kind of key": lambda one: one["header"]["epk"].update(kty="OKP"),
        "a private ephemeral key": lambda one: one["header"]["epk"].update(d="A" * 43),
        "a short coordinate": lambda one: one["header"]["epk"].update(x="AAAA"),
        "a coordinate with spare bits": lambda one: one["header"]["epk"].update(x="A" * 42 + "B"),
        "a short key id": lambda one: one["header"].update(kid="A" * 21),
        "a key id with spare bits": lambda one: one["header"].update(kid="A" * 21 + "B"),
        "a longer wrapped key": lambda one: one.update(encrypted_key="A" * 342),
        "a wrapped key with spare bits": lambda one: one.update(encrypted_key="A" * 53 + "B"),
        "a wrapped key that is a number": lambda one: one.update(encrypted_key=1),
    }
    for name, change in slot.items():
        yield _bad(name, "message", changed(MESSAGE, _in_first(change)), "structure")
    whole: dict[str, Change] = {
        "an unprotected header": put(unprotected={"alg": "none"}),
        "additional data": put(aad="AAAA"),
        "a short nonce": put(iv="A" * 12),
        "a short tag": put(tag="A" * 16),
        "a tag with spare bits": put(tag="A" * 21 + "B"),
        "padded base64": put(tag="A" * 22 + "=="),
        "plain base64": put(iv="A" * 15 + "+"),
        "an empty ciphertext": put(ciphertext=""),
        "a ciphertext of an impossible length": put(ciphertext="AAAAA"),
        "a ciphertext that is null": put(ciphertext=None),
        "recipients that are no list": put(recipients={}),
        "a recipient that is null": put(recipients=[None, None]),
        "no nonce": lambda value: value.pop("iv"),
        "members in another order": lambda value: value.update(ciphertext=value.pop("ciphertext")),
        "a header that is no text": put(protected=RECIPIENTS_HEADER),
    }
    for name, change in whole.items():
        yield _bad(name, "message", changed(MESSAGE, change), "structure")
    yield _bad("a file with a named recipient", "file", changed(FILE, _named), "structure")
    nameless = changed(FILE, put(recipients=[{"": ""}]))
    yield _bad("a file with a member without a name", "file", nameless, "structure")
    yield _bad("a message where a file belongs", "file", MESSAGE, "structure")
    yield _bad("a file where a message belongs", "message", FILE, "structure")


def _in_first(change: Change) -> Change:
    return lambda value: change(value["recipients"][0])


def _named(value: dict[str, Any]) -> None:
    value["recipients"] = [{"header": {"kid": "A" * 22}}]


def _texts() -> Iterator[dict[str, Any]]:
    value = json.loads(MESSAGE)
    first = value["recipients"][0]
    flat = {name: value[name] for name in ("ciphertext", "iv", "protected", "tag")} | first
    tag = value["tag"]
    texts = {
        "a member twice": MESSAGE.replace('"tag":', f'"tag":"{turned(tag)}","tag":'),
        "a key id twice": MESSAGE.replace('"kid":', f'"kid":"{"A" * 22}","kid":', 1),
        "white space": MESSAGE.replace('"iv":', '"iv": '),
        "a line break at the end": MESSAGE + "\n",
        "a character spelt as an escape": MESSAGE.replace('"iv":"', '"iv":"\\u0041', 1),
        "a member's name spelt as an escape": MESSAGE.replace('"iv"', '"\\u0069v"'),
        "truncated": MESSAGE[:-1],
        "two envelopes": MESSAGE + MESSAGE,
        "compact form": ".".join(
            (value["protected"], first["encrypted_key"], value["iv"], value["ciphertext"], tag)
        ),
        "flattened form": spelt(flat),
        "null": "null",
        "a list": f"[{MESSAGE}]",
        "a number": "1",
        "nothing": "",
        "brackets without end": "[" * 5_000,
        "longer than any, and not ASCII": "é" * 20_000,
        "brackets in a member": MESSAGE[: MESSAGE.index("[") + 1] + "[" * 5_000,
        "half a character": '{"ciphertext":"\\ud800"}',
        "not JSON": "envelope",
    }
    for name, text in texts.items():
        yield _bad(name, "message", text, "structure")
