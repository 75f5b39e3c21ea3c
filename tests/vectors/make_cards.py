"""Vectors of opening a card, directly or re-sealed, and its file."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from habeas.client.seal.body import Card
from habeas.client.seal.card import OpenedCard, SealedPart, open_card, reseal
from habeas.client.seal.jose import seal, seal_bytes, seal_bytes_under, seal_under, sign
from habeas.client.seal.keys import Keys, PersonKeys
from habeas.client.seal.press import card_body
from habeas.sealed.envelope import Part
from habeas.sealed.ids import digest
from habeas.sealed.sizes import CARD_BYTES, FILE_BYTES
from tests.vectors.cast import MEMBERS, OTHER, PERSON, ROSTER, key
from tests.vectors.craft import (
    NO_POINTS,
    NO_TEXTS,
    changed,
    fields,
    payload,
    renamed,
    sealed,
    slot_of,
    slots,
    spelt,
    turned,
)

ANNA, BORIS, VERA, GLEB, ZOYA = (MEMBERS[name] for name in ("anna", "boris", "vera", "gleb", "zoya"))
FILE_KEY = "c" * 42 + "A"
PLAIN = Card(
    where="Мост, у восточного входа",
    what="Вывели из метро",
    needs='insulin \\ "quoted"\n\u0007',
    place="police-1",
    lat=55.75123,
    lon=-37.61,
    accuracy_m=12,
    for_="other",
)
FILE_BODY = {
    "name": "Иван",
    "birth_date": "1990-01-02",
    "phone": "+7",
    "tell": "",
    "medical": "",
    "notes": "🌍",
}


def decoys() -> list[Keys]:
    return [Keys(f"{number:021d}A", key("decoy"), key("decoy")) for number in range(14)]


READERS: list[Keys] = [decoys()[0], ANNA, BORIS, GLEB, *decoys()[1:]]
KIDS = [one.kid for one in READERS]
BODY = msgspec.to_builtins(card_body(PERSON, PLAIN))


def card_jws(person: PersonKeys = PERSON, signed_by: Any = None, body: Any = None, **others: Any) -> str:
    """A card as it should be, but for what `others` change."""
    size = others.pop("size", CARD_BYTES)
    part, sender, kids = (
        others.pop("part", "card"),
        others.pop("sender", person.kid),
        others.pop("kids", KIDS),
    )
    told = fields(part, sender, kids, **{"case_id": person.kid, "body": body or BODY, **others})
    return sign(payload(told, size), signed_by or person.sign_key)


def to_readers(text: str, readers: Sequence[Keys] = READERS) -> str:
    """A card's envelope, whatever is in it."""
    return seal(text, slots(readers))


JWS = card_jws()
CARD = to_readers(JWS)
OTHER_BODY = msgspec.to_builtins(card_body(OTHER, PLAIN))


def _case(name: str, card: str, refused: str | None, member: str = "anna", *more: str) -> dict[str, Any]:
    envelopes = [{"number": 0, "part": "card", "sealed": card}]
    envelopes += [{"number": 1 + at, "part": "reseal", "sealed": one} for at, one in enumerate(more)]
    told = {"name": name, "member": member, "case_id": PERSON.kid, "envelopes": envelopes}
    return told | ({"refused": refused} if refused else {"card": _plain(PLAIN), "resealed_by": None})


def _plain(card: Card) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(card)
    return {"for" if name == "for_" else name: value for name, value in told.items()}


def vectors() -> list[dict[str, Any]]:
    """Each with envelopes, who opens them, and what she reads or why it is refused."""
    return [*_moved(), *_changed(), *_signed_wrong(), *_spelt_wrong(), *_resealed()]


def _moved() -> Iterator[dict[str, Any]]:
    yield _case("a card", CARD, None)
    yield _case("a card at the desk", CARD, None, "gleb")
    yield _case("no slot for her", CARD, "not_a_recipient", "vera")
    theirs = card_jws(OTHER, body=OTHER_BODY)
    yield _case("another case's card", to_readers(theirs), "case_id")
    claimed = card_jws(PERSON, OTHER.sign_key, OTHER_BODY)
    yield _case(
        "another person's card under this case's id, with her own key", to_readers(claimed), "case_id"
    )
    forged = card_jws(PERSON, OTHER.sign_key)
    yield _case("this person's key in it, another's signature", to_readers(forged), "signature")
    forwarded = to_readers(JWS, [VERA, *READERS[1:]])
    yield _case("sealed on to somebody else as if the person had", forwarded, "recipients", "vera")
    order = changed(CARD, lambda value: value["recipients"].reverse())
    yield _case("slots in another order", order, "recipients")
    other = changed(
        CARD, lambda value: value["recipients"].__setitem__(0, renamed(value["recipients"][0], 99))
    )
    yield _case("another's slot renamed", other, "recipients")


def _swapped(value: dict[str, Any]) -> None:
    anna, boris = slot_of(value, ANNA.kid), slot_of(value, BORIS.kid)
    anna["header"]["kid"], boris["header"]["kid"] = BORIS.kid, ANNA.kid


def _mine(**members: Any) -> str:
    return changed(CARD, lambda value: slot_of(value, ANNA.kid).update(members))


def _changed() -> Iterator[dict[str, Any]]:
    slot = slot_of(json.loads(CARD), ANNA.kid)
    epk, kid = slot["header"]["epk"], ANNA.kid
    off = {"epk": {**epk, "x": turned(epk["x"], 5)}, "kid": kid}
    origin = {"epk": {**epk, **NO_POINTS["the origin"]}, "kid": kid}
    other = {"epk": slot_of(json.loads(CARD), BORIS.kid)["header"]["epk"], "kid": kid}
    for name, text in {
        "her slot swapped with another's": changed(CARD, _swapped),
        "her wrapped key changed": _mine(encrypted_key=turned(slot["encrypted_key"], 7)),
        "her ephemeral key is no point of the curve": _mine(header=off),
        "her ephemeral key is the origin": _mine(header=origin),
        "her ephemeral key is another's": _mine(header=other),
        "the ciphertext changed": changed(CARD, lambda v: v.update(ciphertext=turned(v["ciphertext"], 900))),
        "the nonce changed": changed(CARD, lambda v: v.update(iv=turned(v["iv"], 3))),
        "the tag changed": changed(CARD, lambda v: v.update(tag=turned(v["tag"], 3))),
    }.items():
        yield _case(name, text, "cannot_open")
    yield _case("not UTF-8", seal_bytes(b"\xff" + JWS.encode()[1:], slots(READERS)), "cannot_open")
    marked = seal_bytes(("\ufeff" + JWS).encode()[: len(JWS)], slots(READERS))
    yield _case("a byte order mark before it", marked, "signature")
    elsewhere = changed(CARD, lambda v: slot_of(v, BORIS.kid).update(encrypted_key="A" * 54))
    yield _case("another's wrapped key changed: hers still opens", elsewhere, None)


def _signed_wrong() -> Iterator[dict[str, Any]]:
    head, body, signature = JWS.split(".")
    none, plain = "eyJhbGciOiJub25lIn0", "eyJhbGciOiJIUzI1NiJ9"
    for name, text in {
        "signed by the algorithm none": f"{none}.{body}.{signature}A",
        "signed with a shared key": f"{plain}.{body}.{signature}",
        "a changed signature": f"{head}.{body}.{turned(signature, 9)}",
        "a signature with spare bits": f"{head}.{body}.{signature[:-1]}{_spare(signature[-1])}",
        "a changed payload": f"{head}.{turned(body, 900)}.{signature}",
        "four parts": f"{head}.{body}.{signature[:-2]}.A",
        "no signature": f"{head}.{body}{signature}.",
        "not signed at all": "x" * len(JWS),
    }.items():
        yield _case(name, to_readers(text), "payload" if name == "a changed payload" else "signature")
    for name, others, reason in (
        ("a file's header", {"part": "file"}, "part"),
        ("another case in the header", {"case_id": OTHER.kid}, "case_id"),
        ("another sender in the header", {"sender": ANNA.kid}, "sender"),
        ("other readers in the header", {"kids": KIDS[1:]}, "recipients"),
        ("a second card", {"sequence": 1}, "sequence"),
        ("a card after something", {"previous": "A" * 43}, "previous"),
    ):
        yield _case(name, to_readers(card_jws(**others)), reason)


def _spare(last: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return alphabet[alphabet.index(last) + 1]


def _raw(text: str) -> str:
    """Signed as it stands."""
    return to_readers(sign(text.encode(), PERSON.sign_key))


def _broken(token: bytes) -> str:
    """Signed with something in the place of a text, padded to the size of a card."""
    good = payload(fields("card", PERSON.kid, KIDS, body=BODY), CARD_BYTES)
    head, _, rest = good.partition(b'"where":')
    whole = head + b'"where":' + token + rest[rest.index(b',"what"') :]
    fill = whole.rindex(b'"', 0, -2) + 1
    whole = whole[:fill] + b"x" * max(CARD_BYTES - fill - 2, 0) + b'"}'
    return to_readers(sign(whole, PERSON.sign_key))


def _spelt_wrong() -> Iterator[dict[str, Any]]:
    good = payload(fields("card", PERSON.kid, KIDS, body=BODY), CARD_BYTES).decode()
    for name, text in {
        "a member twice": good.replace('"v":1,', '"v":1,"v":1,').replace("x" * 6, "", 1),
        "white space": good.replace('"v":1,', '"v": 1,').replace("x", "", 1),
        "a number spelt otherwise": good.replace('"v":1,', '"v":1.0,').replace("xx", "", 1),
        "version 2": good.replace('"v":1,', '"v":2,'),
        "a character spelt as an escape": good.replace("insulin", "\\u0069nsulin").replace("x" * 5, "", 1),
        "half a character": good.replace("insuli", "\\ud800"),
        "padded with something else": good[:-3] + 'y"}',
        "a member too many": good.replace('"pad"', '"a":1,"pad"').replace("x" * 6, "", 1),
        "members in another order": _late_case(good),
        "no JSON": "x" * CARD_BYTES,
        "a byte order mark": ("\ufeff" + good).replace("xxx", "", 1),
        "a sequence below zero": good.replace('"sequence":0,', '"sequence":-1,').replace("x", "", 1),
        "a place that is no slug": good.replace("police-1", "Police-1"),
        "a latitude beyond the pole": good.replace('"lat_e5":5575123', '"lat_e5":9575123'),
    }.items():
        yield _case(f"spelt wrong: {name}", _raw(text), "payload")
    for name, token in NO_TEXTS.items():
        if len(token) < 600:
            yield _case(f"instead of a text: {name}", _broken(token), "payload")
    for name, point in NO_POINTS.items():
        for member in ("sign_key", "seal_key"):
            jws = card_jws(body={**BODY, member: point})
            yield _case(f"{member} is no key: {name}", to_readers(jws), "payload")
    wrong = {**BODY, "for": "them"}
    yield _case("for nobody known", to_readers(card_jws(body=wrong)), "payload")
    nothing = {**BODY, "where": None}
    yield _case("no text", to_readers(card_jws(body=nothing)), "payload")
    named = {**BODY, "name": "Ivan"}
    yield _case("a name in the card", to_readers(card_jws(body=named)), "payload")


def _late_case(good: str) -> str:
    value = json.loads(good)
    value["case_id"] = value.pop("case_id")
    return spelt(value)


def _outer(by: Keys, jws: str = JWS, to: Sequence[Keys] = (GLEB, VERA), **others: Any) -> str:
    """A reseal as it should be, but for what `others` change."""
    told = {"case_id": PERSON.kid, "previous": digest(CARD), "body": {"card": jws}, **others}
    signed_by = told.pop("signed_by", by.sign_key)
    part, kids = told.pop("part", "reseal"), told.pop("kids", [one.kid for one in to])
    return sealed(payload(fields(part, told.pop("sender", by.kid), kids, **told), None), signed_by, to)


def _resealed() -> Iterator[dict[str, Any]]:
    opened: OpenedCard = open_card(GLEB, PERSON.kid, [SealedPart(0, Part.card, CARD)], ROSTER)
    good = reseal(GLEB, opened, [ROSTER.members[2]], 7)
    yield _case("re-sealed by the desk", CARD, None, "vera", good) | {"resealed_by": GLEB.kid}
    second = _outer(VERA, to=(VERA, ANNA))
    yield _case("the first reseal is bad, the second good", CARD, None, "vera", _outer(ZOYA), good) | {
        "resealed_by": GLEB.kid
    }
    yield _case("re-sealed by one who was let in", CARD, None, "vera", second) | {"resealed_by": VERA.kid}
    for name, text, reason in (
        ("re-sealed by nobody in the roster", _outer(ZOYA), "unknown_sender"),
        ("re-sealed in the desk's name", _outer(GLEB, signed_by=ZOYA.sign_key), "signature"),
        ("re-sealed for another case", _outer(GLEB, case_id=OTHER.kid), "case_id"),
        ("re-sealed from another card", _outer(GLEB, previous="A" * 43), "previous"),
        ("re-sealed from nothing", _outer(GLEB, previous=None), "previous"),
        ("re-sealed as the second of something", _outer(GLEB, sequence=1), "sequence"),
        ("re-sealed with other readers in the header", _outer(GLEB, kids=[GLEB.kid]), "recipients"),
        ("a message where a reseal belongs", _outer(GLEB, part="message"), "part"),
        ("a card re-sealed that was not signed", _outer(GLEB, "x"), "signature"),
        ("another person's card re-sealed", _outer(GLEB, card_jws(OTHER, body=OTHER_BODY)), "case_id"),
        ("a card for other readers re-sealed", _outer(GLEB, card_jws(kids=KIDS[2:])), "recipients"),
        ("re-sealed to others", _outer(GLEB, to=(GLEB, ANNA)), "not_a_recipient"),
    ):
        yield _case(name, CARD, reason, "vera", text)


def files() -> list[dict[str, Any]]:
    """Each with a file's envelope for the card above, and what it says or why it is refused."""
    good = seal_under(_file_jws(), FILE_KEY)
    cases = {
        "a file": (good, None),
        "under another key": (seal_under(_file_jws(), "d" * 42 + "A"), "cannot_open"),
        "signed by another": (seal_under(_file_jws(signed_by=ANNA.sign_key), FILE_KEY), "signature"),
        "of another card": (seal_under(_file_jws(previous="A" * 43), FILE_KEY), "previous"),
        "of no card": (seal_under(_file_jws(previous=None), FILE_KEY), "previous"),
        "out of its place": (seal_under(_file_jws(sequence=2), FILE_KEY), "sequence"),
        "of another case": (seal_under(_file_jws(case_id=OTHER.kid), FILE_KEY), "case_id"),
        "from another sender": (seal_under(_file_jws(sender=ANNA.kid), FILE_KEY), "sender"),
        "for readers": (seal_under(_file_jws(kids=KIDS), FILE_KEY), "recipients"),
        "a card's header": (seal_under(_file_jws(part="card"), FILE_KEY), "part"),
        "without a name": (seal_under(_file_jws(body={"name": "Ivan"}), FILE_KEY), "payload"),
        "with one member that is named as all": (
            seal_under(_file_jws(body={",".join(FILE_BODY): ""}), FILE_KEY),
            "payload",
        ),
        "not UTF-8": (seal_bytes_under(b"\xff" + _file_jws().encode()[1:], FILE_KEY), "cannot_open"),
        "changed": (changed(good, lambda v: v.update(ciphertext=turned(v["ciphertext"], 50))), "cannot_open"),
        "truncated": (changed(good, lambda v: v.update(ciphertext=v["ciphertext"][4:])), "size"),
        "the card itself": (CARD, "structure"),
    }
    return [
        {"name": name, "sealed": text} | ({"refused": reason} if reason else {"file": FILE_BODY})
        for name, (text, reason) in cases.items()
    ]


def _file_jws(**others: Any) -> str:
    told = {"sequence": 1, "previous": digest(CARD), "body": FILE_BODY, "kids": [], "part": "file", **others}
    return card_jws(size=FILE_BYTES, **told)
