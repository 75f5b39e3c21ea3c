"""Vectors of conversations: in order, with gaps, repeated, moved and forged."""

from collections.abc import Sequence
from typing import Any

from habeas.client.seal.group import seal_group_key
from habeas.client.seal.jose import seal, sign
from habeas.client.seal.keys import Keys
from habeas.sealed.ids import digest
from tests.vectors.cast import MEMBERS, OTHER, PERSON, ROSTER
from tests.vectors.craft import NO_TEXTS, changed, fields, payload, renamed, sealed, slots, spelt

ANNA, BORIS, GLEB, ZOYA = (MEMBERS[name] for name in ("anna", "boris", "gleb", "zoya"))
TEXT = {"kind": "text", "text": "I am on my way — я еду"}
COMES = {"kind": "introduction", "name": "Анна", "phone": "+7 900", "minutes": 20}
SOON = {"kind": "minutes", "minutes": 5}
START = {PERSON.kid: {"sequence": 2, "previous": "F" * 42 + "A"}}


def said(by: Keys, sequence: int, previous: str | None, body: Any = TEXT, **others: Any) -> str:
    """A message as it should be, but for what `others` change."""
    to: Sequence[Keys] = others.pop("to", (ANNA, PERSON))
    told = {"case_id": PERSON.kid, "sequence": sequence, "previous": previous, "body": body, **others}
    size, signed_by = told.pop("size", None), told.pop("signed_by", by.sign_key)
    part, kids = told.pop("part", "message"), told.pop("kids", [one.kid for one in to])
    return sealed(payload(fields(part, told.pop("sender", by.kid), kids, **told), size), signed_by, to)


def _fields() -> dict[str, Any]:
    """The members of a first message of Anna's."""
    kids = [ANNA.kid, PERSON.kid]
    return fields("message", ANNA.kid, kids, case_id=PERSON.kid, sequence=0, previous=None, body=TEXT)


def said_bytes(whole: bytes) -> str:
    """A message of Anna's, of a signed text as it stands, its pad cut or filled up to a step."""
    filled = whole[:-2].rstrip(b"x")
    size = -(-(len(filled) + 2) // 256) * 256
    return sealed(filled + b"x" * (size - len(filled) - 2) + b'"}', ANNA.sign_key, (ANNA, PERSON))


FIRST = said(ANNA, 0, None, COMES)
SECOND = said(ANNA, 1, digest(FIRST), SOON)
THIRD = said(ANNA, 2, digest(SECOND))
MINE = said(PERSON, 2, "F" * 42 + "A", {"kind": "text", "text": ""})
LATER = said(PERSON, 3, digest(MINE))


def _case(name: str, reader: str, *messages: tuple[str, str, Any], links: Any = None) -> dict[str, Any]:
    """`messages`: whom the service names, the envelope, and a body, ("gap", body), or a reason."""
    opened: list[dict[str, Any]] = []
    for _, _, told in messages:
        gap, body = told if isinstance(told, tuple) else (None, told)
        refused = body if isinstance(body, str) else None
        opened.append({"body": None if refused else body, "refused": refused, "gap": gap == "gap"})
    return {
        "name": name,
        "reader": reader,
        "case_id": PERSON.kid,
        "links": START if links is None else links,
        "messages": [{"sender": sender, "sealed": text} for sender, text, _ in messages],
        "opened": opened,
    }


def vectors() -> list[dict[str, Any]]:
    """Each with a reader, the messages in the service's order, and what becomes of each."""
    return [*_honest(), *_disordered(), *_moved(), *_spelt_wrong()]


def _honest() -> list[dict[str, Any]]:
    anna = ANNA.kid
    both = [("person", MINE, {"kind": "text", "text": ""}), (anna, FIRST, COMES), (anna, SECOND, SOON)]
    hidden = said(BORIS, 0, None, to=(BORIS, PERSON))
    after = said(BORIS, 1, digest(hidden), to=(BORIS, ANNA, PERSON))
    return [
        _case("both read both", "person", *both),
        _case("and so does counsel", "anna", *both),
        _case(
            "the start of the person's chain is not known",
            "anna",
            both[0],
            links={PERSON.kid: {"sequence": 2}},
        ),
        _case(
            "a chain goes on through what was for others",
            "anna",
            (BORIS.kid, hidden, "not_a_recipient"),
            (BORIS.kid, after, TEXT),
        ),
    ]


def _disordered() -> list[dict[str, Any]]:
    anna, person = ANNA.kid, ("person", MINE, {"kind": "text", "text": ""})
    fork = said(ANNA, 1, digest(MINE))
    loose = said(ANNA, 1, None)
    return [
        _case(
            "a message comes again",
            "person",
            (anna, FIRST, COMES),
            (anna, FIRST, "sequence"),
            (anna, SECOND, SOON),
        ),
        _case("one is missing", "person", (anna, FIRST, COMES), (anna, THIRD, ("gap", TEXT))),
        _case(
            "one comes late",
            "person",
            (anna, SECOND, ("gap", SOON)),
            (anna, FIRST, "sequence"),
            (anna, THIRD, TEXT),
        ),
        _case(
            "a second message after another first",
            "person",
            (anna, FIRST, COMES),
            (anna, fork, "previous"),
            (anna, SECOND, SOON),
        ),
        _case("a second message after nothing", "person", (anna, FIRST, COMES), (anna, loose, "previous")),
        _case("the person's first is missing", "anna", ("person", LATER, ("gap", TEXT))),
        _case(
            "the person's file was another",
            "anna",
            person,
            links={PERSON.kid: {"sequence": 2, "previous": "B" * 42 + "A"}},
        )
        | {"opened": [{"body": None, "refused": "previous", "gap": False}]},
    ]


def _moved() -> list[dict[str, Any]]:
    anna, gleb, outsider = ANNA.kid, GLEB.kid, ZOYA.kid
    three = said(ANNA, 0, None, to=(ANNA, PERSON, GLEB))
    fewer = changed(three, lambda value: value["recipients"].pop())
    turned_round = changed(three, lambda value: value["recipients"].reverse())
    more = changed(FIRST, lambda value: value["recipients"].append(renamed(value["recipients"][0], 1)))
    elsewhere = said(ANNA, 0, None, case_id=OTHER.kid, to=(ANNA, OTHER))
    mixed = said(ANNA, 0, None, case_id=OTHER.kid)
    lied = said(ANNA, 0, None, sender=gleb)
    stolen = said(GLEB, 0, None, signed_by=ANNA.sign_key)
    unknown = said(ZOYA, 0, None, to=(ZOYA, PERSON))
    card = said(ANNA, 0, None, {"card": "x"}, part="reseal")
    return [
        _case("from another case", "person", (anna, elsewhere, "not_a_recipient")),
        _case("from another case, in counsel's eyes", "anna", (anna, elsewhere, "case_id")),
        _case("with another case in the header", "person", (anna, mixed, "case_id")),
        _case("under another sender's name", "person", (gleb, FIRST, "signature")),
        _case("under the person's name", "person", ("person", FIRST, "signature")),
        _case("the header names another sender", "person", (anna, lied, "sender")),
        _case("signed in another's name", "person", (gleb, stolen, "signature")),
        _case("from nobody in the roster", "person", (outsider, unknown, "unknown_sender")),
        _case("a recipient was taken out", "person", (anna, fewer, "recipients")),
        _case("a recipient was put in", "person", (anna, more, "recipients")),
        _case("recipients in another order", "person", (anna, turned_round, "recipients")),
        _case("a reseal where a message belongs", "person", (anna, card, "part")),
        _case(
            "refused ones do not move the chain", "person", (anna, stolen, "signature"), (anna, FIRST, COMES)
        )
        | {"messages": [{"sender": gleb, "sealed": stolen}, {"sender": anna, "sealed": FIRST}]},
    ]


def _spelt_wrong() -> list[dict[str, Any]]:
    bodies: dict[str, Any] = {
        "of an unknown kind": {"kind": "picture", "text": "x"},
        "without a kind": {"text": "x"},
        "with a member too many": {**TEXT, "html": "<b>"},
        "in minutes below zero": {"kind": "minutes", "minutes": -1},
        "in minutes beyond a week": {"kind": "minutes", "minutes": 10_081},
        "in parts of a minute": {"kind": "minutes", "minutes": 1.5},
        "that is no object": "text",
    }
    cases = [
        _case(f"a body {name}", "person", (ANNA.kid, said(ANNA, 0, None, body), "payload"))
        for name, body in bodies.items()
    ]
    text = spelt(TEXT["text"]).encode()
    for name, token in NO_TEXTS.items():
        whole = said_bytes(payload(_fields(), 512).replace(text, token))
        cases.append(_case(f"instead of a text: {name}", "person", (ANNA.kid, whole, "payload")))
    odd = said(ANNA, 0, None, size=700)
    marked = sealed("\ufeff" + sign(payload(_fields(), None), ANNA.sign_key), None, (ANNA, PERSON))
    long = said(ANNA, 0, None, {"kind": "text", "text": "x" * 4_000}, size=4_352)
    return [
        *cases,
        _case("not padded to a step", "person", (ANNA.kid, odd, "payload")),
        _case("longer than any message", "person", (ANNA.kid, long, "payload")),
        _case("a byte order mark before it", "person", (ANNA.kid, marked, "signature")),
        _case("no envelope", "person", (ANNA.kid, "{}", "structure")),
    ]


def group_keys() -> list[dict[str, Any]]:
    """Each with a sealed group key, its hash in the roster, and whether it opens."""
    good = seal_group_key(ROSTER.members)
    odd = seal("A" * 42 + "B", slots([ANNA, BORIS]))
    short = seal("AAAA", slots([ANNA, BORIS]))
    return [
        {"name": "a group key", "member": "anna", "sealed": good, "sha256": digest(good)},
        {
            "name": "not in the roster",
            "member": "zoya",
            "sealed": good,
            "sha256": digest(good),
            "refused": "not_a_recipient",
        },
        {
            "name": "not the roster's",
            "member": "anna",
            "sealed": good,
            "sha256": "A" * 43,
            "refused": "group_key",
        },
        {
            "name": "too short",
            "member": "anna",
            "sealed": short,
            "sha256": digest(short),
            "refused": "payload",
        },
        {
            "name": "with spare bits",
            "member": "anna",
            "sealed": odd,
            "sha256": digest(odd),
            "refused": "payload",
        },
    ]
