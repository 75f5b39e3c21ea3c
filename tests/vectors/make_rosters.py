"""Vectors of rosters: what a reader takes, and every way to be refused."""

from collections.abc import Sequence
from typing import Any

import msgspec
from jwcrypto.jws import JWS
from msgspec.structs import replace

from habeas.client.seal.jose import public
from habeas.sealed.ids import b64, digest, unb64
from habeas.sealed.roster import (
    Document,
    Group,
    Member,
    Pin,
    Role,
    Roster,
    Signature,
    Standby,
    protected_header,
    write,
)
from tests.vectors.cast import DAY, MEMBERS, NOW, ORGANISATION, ROSTER, SIGNERS, key, signer

PINNED = Pin(ORGANISATION, tuple(signer(name) for name in SIGNERS), 2)
FIRST = replace(ROSTER, version=1, previous_sha256=None)


def document(roster: Roster | str, *signers: str) -> Document:
    """A roster, or any payload, signed by these."""
    payload = roster if isinstance(roster, str) else write(roster)
    made = Document(b64(payload.encode()), [])
    return replace(made, signatures=[signature(made.payload, name) for name in signers])


def signature(payload: str, name: str, header: str | None = None) -> Signature:
    """A signature over any payload, with any header text."""
    text = header or unb64(protected_header(signer(name).kid)).decode()
    jws = JWS(unb64(payload))
    jws.add_signature(key(f"{name} signs rosters"), None, text)
    protected, _, value = str(jws.serialize(compact=True)).split(".")
    return Signature(protected, value)


def after(roster: Roster, made: Document) -> Pin:
    """What is pinned by who holds a roster."""
    return replace(PINNED, version=roster.version, sha256=digest(made.payload))


def vectors() -> list[dict[str, Any]]:
    """Each with the document's text, what is pinned, now, and what must come of it."""
    return [*_good(), *_groups(), *_unsigned(), *_out_of_order(), *_wrong_inside(), *_misspelt()]


def _case(
    name: str,
    made: Document | str,
    refused: str | None,
    pinned: Pin = PINNED,
    now: int = NOW,
    *,
    stale: bool = False,
) -> dict[str, Any]:
    text = made if isinstance(made, str) else write(made)
    told = {"name": name, "text": text, "pinned": msgspec.to_builtins(pinned), "now": now}
    return told | ({"refused": refused} if refused else {"stale": stale})


def _good() -> list[dict[str, Any]]:
    two = document(FIRST, "first", "second")
    three = document(FIRST, "first", "second", "third")
    second = replace(FIRST, version=2, previous_sha256=digest(two.payload))
    stranger = replace(two, signatures=[signature(two.payload, "stranger"), *two.signatures])
    late = FIRST.expires_at + DAY
    return [
        _case("the first roster, signed by two of three", two, None),
        _case("signed by all three", three, None),
        _case("a stranger's signature beside enough others does not hurt", stranger, None),
        _case("the next version", document(second, "second", "third"), None, after(FIRST, two)),
        _case(
            "versions in between were not seen", document(ROSTER, "first", "third"), None, after(FIRST, two)
        ),
        _case("the held roster again", two, None, after(FIRST, two)),
        _case("the held roster with one signature more", three, None, after(FIRST, two)),
        _case("the held roster has expired: kept, and said", two, None, after(FIRST, two), late, stale=True),
    ]


def grouped(*groups: Group | None, keys: Sequence[Group] = tuple(Group), role: Role = Role.desk) -> Roster:
    """Vera, Gleb and Zoya at the desk in these groups, with keys of those."""
    names = ("vera", "gleb", "zoya")
    desk = [
        replace(MEMBERS[name].roster_member(role, ["ru"], []), group=group)
        for name, group in zip(names, groups, strict=True)
    ]
    standby = [Standby(group, public(key(f"group {group}")), "A" * 43) for group in keys]
    return replace(FIRST, members=[FIRST.members[0], *desk], standby=standby)


def _groups() -> list[dict[str, Any]]:
    a, b = Group
    two = grouped(a, b, None)
    bent = replace(two.standby[0].seal_key, y=two.standby[1].seal_key.y)
    off = replace(two, standby=[replace(two.standby[0], seal_key=bent), two.standby[1]])
    cases: Sequence[tuple[str, Roster, str | None]] = (
        ("two groups at the desk", two, None),
        ("two groups and nobody beside them", grouped(a, b, b), None),
        ("one group alone", grouped(a, a, None, keys=[a]), "structure"),
        ("a group without a key", grouped(a, b, None, keys=[a]), "structure"),
        ("groups without keys", grouped(a, b, None, keys=[]), "structure"),
        ("keys without groups", grouped(None, None, None), "structure"),
        ("keys in another order", grouped(a, b, None, keys=[b, a]), "structure"),
        ("a key twice", grouped(a, b, None, keys=[a, a]), "structure"),
        ("groups of counsel", grouped(a, b, None, role=Role.counsel), "structure"),
        ("a group's key that is no point of the curve", off, "fingerprint"),
    )
    return [_case(name, document(roster, "first", "second"), reason) for name, roster, reason in cases]


def _unsigned() -> list[dict[str, Any]]:
    good = document(FIRST, "first", "second")
    one = good.signatures[0]
    again = signature(good.payload, "first")
    swapped = Signature(good.signatures[1].protected, one.signature)
    elsewhere = signature(document(replace(FIRST, version=2)).payload, "second")
    kid = signer("second").kid
    none = Signature(b64(f'{{"alg":"none","kid":"{kid}"}}'.encode()), "")
    unnamed = signature(good.payload, "second", '{"alg":"ES256"}')
    crit = signature(good.payload, "second", f'{{"alg":"ES256","kid":"{kid}","typ":"x"}}')
    turned = Signature(good.signatures[1].protected, _flipped(good.signatures[1].signature))
    by = {
        "nobody signed": [],
        "one of two signed": [one],
        "one signer's signature twice": [one, one],
        "one signer signed twice": [one, again],
        "the second signer is unknown": [one, signature(good.payload, "stranger")],
        "another's signature under the second's name": [one, swapped],
        "the second signed another roster": [one, elsewhere],
        "the second's algorithm is none": [one, none],
        "the second's header has no key id": [one, unnamed],
        "the second's header has a member too many": [one, crit],
        "a character of the second's signature is changed": [one, turned],
        "the second's signature is cut short": [one, Signature(swapped.protected, one.signature[:-2])],
    }
    cases = [_case(name, replace(good, signatures=list(those)), "signatures") for name, those in by.items()]
    changed = replace(good, payload=document(replace(FIRST, expires_at=NOW + 365 * DAY)).payload)
    return [*cases, _case("the payload was changed after signing", changed, "signatures")]


def _flipped(text: str) -> str:
    return ("A" if text[0] != "A" else "B") + text[1:]


def _out_of_order() -> list[dict[str, Any]]:
    first = document(FIRST, "first", "second")
    other = document(replace(FIRST, members=FIRST.members[:1]), "first", "second")
    second = replace(FIRST, version=2, previous_sha256=digest(first.payload))
    made = document(second, "first", "second")
    elsewhere = document(replace(second, previous_sha256=digest(other.payload)), "first", "second")
    return [
        _case("rolled back", first, "rolled_back", after(second, made)),
        _case("rolled back, and expired too", first, "rolled_back", after(second, made), NOW + 99 * DAY),
        _case("the same version with other members", other, "forked", after(FIRST, first)),
        _case("follows a roster that is not the held one", elsewhere, "previous", after(FIRST, first)),
        _case("new and expired", made, "expired", after(FIRST, first), second.expires_at),
        _case("the first ever, and expired", first, "expired", PINNED, FIRST.expires_at),
    ]


def _wrong_inside() -> list[dict[str, Any]]:
    anna, boris = FIRST.members[:2]
    lent = Member(anna.fingerprint, Role.counsel, boris.seal_key, anna.sign_key, [], [])
    bent = Member(
        anna.fingerprint, Role.counsel, replace(anna.seal_key, y=boris.seal_key.y), anna.sign_key, [], []
    )
    payloads: Sequence[tuple[str, Roster, str]] = (
        ("another organisation's", replace(FIRST, organisation="elsewhere"), "organisation"),
        ("a fingerprint that is not the keys'", replace(FIRST, members=[lent]), "fingerprint"),
        ("a key that is no point of the curve", replace(FIRST, members=[bent]), "fingerprint"),
        ("one member twice", replace(FIRST, members=[anna, boris, anna]), "duplicate"),
        ("version 0", replace(FIRST, version=0), "structure"),
        ("a first version with one before it", replace(FIRST, previous_sha256="A" * 43), "structure"),
        ("a second version with none before it", replace(FIRST, version=2), "structure"),
    )
    return [_case(name, document(roster, "first", "second"), reason) for name, roster, reason in payloads]


def _misspelt() -> list[dict[str, Any]]:
    text, good = write(FIRST), document(FIRST, "first", "second")
    payloads = {
        "a payload with a member too many": text.replace('"version":1', '"version":1,"names":[]'),
        "a payload with a member twice": text.replace('"version":1', '"version":9,"version":1'),
        "a payload with white space": text.replace('"version":1', '"version": 1'),
        "a payload with its members in another order": _reordered(text),
        "a payload with a number spelt otherwise": text.replace('"version":1', '"version":1.0'),
        "a payload with a name in a role": text.replace('"role":"desk"', '"role":"judge"'),
        "a payload without the desk's groups": text.replace(',"standby":[]', ""),
        "a payload with a group that is none": text.replace('"group":null', '"group":"c"', 1),
        "a payload that is no JSON": "not JSON",
        "a payload that begins with a byte order mark": "\ufeff" + text,
    }
    whole = write(good)
    documents = {
        "a document with a member too many": whole.replace('{"payload"', '{"header":{},"payload"'),
        "a document with a member twice": whole.replace('{"payload"', '{"payload":"","payload"'),
        "a document with white space": whole + " ",
        "a truncated document": whole[:-1],
        "no document": "null",
        "an empty text": "",
        "a flattened document": _flattened(good),
        "a payload with spare bits": write(replace(good, payload="AB")),
        "a payload that is no base64url": write(replace(good, payload=good.payload + "=")),
        "no payload": write(replace(good, payload="")),
        "a stranger's signature that is not ASCII": write(_with(good, Signature("é", ""))),
        "brackets without end": "[" * 5_000,
    }
    return [
        *(
            _case(name, document(payload, "first", "second"), "structure")
            for name, payload in payloads.items()
        ),
        *(_case(name, made, "structure") for name, made in documents.items()),
    ]


def _with(good: Document, more: Signature) -> Document:
    return replace(good, signatures=[*good.signatures, more])


def _reordered(text: str) -> str:
    value = msgspec.json.decode(text)
    return msgspec.json.encode(dict(reversed(value.items()))).decode()


def _flattened(good: Document) -> str:
    one = good.signatures[0]
    flat = {"payload": good.payload, "protected": one.protected, "signature": one.signature}
    return msgspec.json.encode(flat).decode()
