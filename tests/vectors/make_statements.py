"""Vectors of what dispatchers sign for each other: statements, when a roster is fresh, what fits in a log."""

from collections.abc import Sequence
from typing import Any

import msgspec
from jwcrypto.jws import JWS
from msgspec.structs import replace

from habeas.client.seal.statement import sign_statement
from habeas.sealed.ids import b64, digest
from habeas.sealed.roster import Role, write
from habeas.sealed.statement import HEADERS, AccessEntry, Sighting
from tests.vectors.cast import DAY, MEMBERS, NOW, ROSTER, key

HOUR, MINUTE = 3_600_000, 60_000
ANNA, GLEB, VERA, ZOYA = (MEMBERS[name] for name in ("anna", "gleb", "vera", "zoya"))
PAIR = replace(ROSTER, members=[*ROSTER.members, ZOYA.roster_member(Role.desk, ["ru"], [])])
ROSTERS = {"alone": ROSTER, "pair": PAIR}
SHA256 = digest(b64(write(ROSTER).encode()))
SEEN = Sighting(ROSTER.organisation, ROSTER.version, SHA256, GLEB.kid, NOW)
FIRST = AccessEntry(
    ROSTER.organisation, GLEB.kid, "A" * 22, 0, None, NOW, digest("reseal 0"), [VERA.kid], False
)


def signed(statement: Sighting | AccessEntry, by: str = "gleb") -> str:
    return sign_statement(statement, key(f"{by} signs"))


def vectors() -> dict[str, Any]:
    return {
        "rosters": {name: msgspec.to_builtins(roster) for name, roster in ROSTERS.items()},
        "sha256": SHA256,
        "statements": [*_good(), *_refused(), *_misspelt()],
        "freshness": _freshness(),
        "logs": _logs(),
    }


def _case(name: str, kind: str, text: str, refused: str | None = None) -> dict[str, Any]:
    return {"name": name, "kind": kind, "text": text} | ({"refused": refused} if refused else {})


def _good() -> list[dict[str, Any]]:
    second = replace(FIRST, sequence=1, previous="A" * 43, counsel=[ANNA.kid, VERA.kid], asked=True)
    return [
        _case("a sighting", "sighting", signed(SEEN)),
        _case("of a roster that the reader has not", "sighting", signed(replace(SEEN, roster_version=8))),
        _case("a first entry", "access", signed(FIRST)),
        _case("a later entry", "access", signed(second)),
    ]


def _refused() -> list[dict[str, Any]]:
    other = "elsewhere"
    text = signed(SEEN)
    turned = text[:-1] + ("A" if text[-1] != "A" else "Q")
    return [
        _case(
            "another organisation's sighting",
            "sighting",
            signed(replace(SEEN, organisation=other)),
            "organisation",
        ),
        _case(
            "another organisation's entry",
            "access",
            signed(replace(FIRST, organisation=other)),
            "organisation",
        ),
        _case(
            "a counsel's sighting",
            "sighting",
            signed(replace(SEEN, member=ANNA.kid), "anna"),
            "unknown_sender",
        ),
        _case(
            "a counsel's entry", "access", signed(replace(FIRST, member=ANNA.kid), "anna"), "unknown_sender"
        ),
        _case(
            "of one who is in no roster",
            "sighting",
            signed(replace(SEEN, member=ZOYA.kid), "zoya"),
            "unknown_sender",
        ),
        _case("signed by another", "sighting", signed(SEEN, "anna"), "signature"),
        _case("an entry signed by another", "access", signed(FIRST, "anna"), "signature"),
        _case("a character of the signature is changed", "sighting", turned, "signature"),
        _case("an entry where a sighting belongs", "sighting", signed(FIRST), "signature"),
        _case("a sighting where an entry belongs", "access", text, "signature"),
        _case("with the header of a message", "sighting", _raw(_json(SEEN), '{"alg":"ES256"}'), "signature"),
        _case("longer than a statement may be", "sighting", text + "A" * 2_048, "size"),
        _case("no text", "sighting", "", "signature"),
    ]


def _misspelt() -> list[dict[str, Any]]:
    text, entry = _json(SEEN), _json(FIRST)
    header, own = HEADERS[Sighting], HEADERS[AccessEntry]
    payloads = {
        "a member too many": text.replace('"at":', '"v":1,"at":'),
        "a member twice": text.replace('"at":', '"at":1,"at":'),
        "white space": text.replace('"at":', '"at": '),
        "a moment with a fraction": text.replace(f'"at":{NOW}', f'"at":{NOW}.0'),
        "version 0": text.replace('"roster_version":7', '"roster_version":0'),
        "no JSON": "not JSON",
    }
    entries = {
        "an entry to nobody": entry.replace(f'["{VERA.kid}"]', "[]"),
        "an entry to more than a reseal has slots": entry.replace(
            f'"{VERA.kid}"', ",".join([f'"{VERA.kid}"'] * 32)
        ),
        "a first entry with one before it": entry.replace('"previous":null', f'"previous":"{"A" * 43}"'),
        "a second entry with none before it": entry.replace('"sequence":0', '"sequence":1'),
        "asked by a number": entry.replace('"asked":false', '"asked":0'),
    }
    return [
        *(_case(name, "sighting", _raw(payload, header), "payload") for name, payload in payloads.items()),
        *(_case(name, "access", _raw(payload, own), "payload") for name, payload in entries.items()),
    ]


def _json(statement: Sighting | AccessEntry) -> str:
    return msgspec.json.encode(statement).decode()


def _raw(payload: str, header: str) -> str:
    """Any payload under any header, signed by Gleb."""
    jws = JWS(payload.encode())
    jws.add_signature(key("gleb signs"), None, header)
    return str(jws.serialize(compact=True))


def _fresh(
    name: str,
    roster: str,
    sightings: Sequence[Sighting],
    until: int | None,
    *,
    by: int,
    other: int | None = None,
) -> dict[str, Any]:
    names = {MEMBERS[one].kid: one for one in ("gleb", "zoya")}
    texts = [signed(one, names[one.member]) for one in sightings]
    return {
        "name": name,
        "roster": roster,
        "now": NOW,
        "texts": texts,
        "until": until,
        "by": by,
        "other": other,
    }


def _freshness() -> list[dict[str, Any]]:
    def seen(hours: float = 0, member: str = "gleb", **more: Any) -> Sighting:
        return replace(SEEN, member=MEMBERS[member].kid, at=NOW - round(hours * HOUR), **more)

    late, other = round(12 * HOUR), "A" * 43
    return [
        _fresh("nobody has said it", "alone", [], None, by=0),
        _fresh("the only dispatcher alone", "alone", [seen()], NOW + late, by=1),
        _fresh("one of two", "pair", [seen()], None, by=1),
        _fresh("one of two, twice", "pair", [seen(), seen(1)], None, by=1),
        _fresh("both", "pair", [seen(1), seen(3, "zoya")], NOW + 9 * HOUR, by=2),
        _fresh(
            "the newer word of each counts",
            "pair",
            [seen(5), seen(1), seen(2, "zoya")],
            NOW + 10 * HOUR,
            by=2,
        ),
        _fresh("one of both said it twelve hours ago", "pair", [seen(), seen(12, "zoya")], None, by=1),
        _fresh("five minutes ahead", "alone", [seen(-1 / 12)], NOW + late + 5 * MINUTE, by=1),
        _fresh("further ahead than clocks differ", "alone", [seen(-0.1)], None, by=0),
        _fresh("about an older roster", "alone", [seen(roster_version=6, roster_sha256=other)], None, by=0),
        _fresh(
            "one knows a newer roster",
            "pair",
            [seen(), seen(0, "zoya"), seen(1, roster_version=8, roster_sha256=other)],
            None,
            by=2,
            other=8,
        ),
        _fresh(
            "one knew a newer roster days ago",
            "alone",
            [seen(), seen(99, roster_version=8, roster_sha256=other)],
            None,
            by=1,
            other=8,
        ),
        _fresh(
            "one knows another roster of this version",
            "alone",
            [seen(), seen(roster_sha256=other)],
            None,
            by=1,
            other=7,
        ),
    ]


def chain(number: int, *, fork_at: int | None = None, hours: float = 0) -> list[str]:
    """Entries of one log, an hour apart, the last one `hours` ago; from `fork_at` on they are others."""
    texts: list[str] = []
    for sequence in range(number):
        forked = fork_at is not None and sequence >= fork_at
        entry = replace(
            FIRST,
            sequence=sequence,
            previous=digest(texts[-1]) if texts else None,
            at=NOW - round((hours + number - 1 - sequence) * HOUR),
            reseal_sha256=digest(f"reseal {sequence} {forked}"),
        )
        texts.append(signed(entry))
    return texts


def _log(
    name: str,
    texts: Sequence[str],
    faults: Sequence[str],
    *,
    seen: tuple[str, int, int] | None = None,
    now: int = NOW,
) -> dict[str, Any]:
    """`seen`: the text that a reader has seen last, its sequence, and when it was written."""
    head = {"sequence": seen[1], "sha256": digest(seen[0]), "at": seen[2]} if seen else None
    return {"name": name, "texts": list(texts), "seen": head, "now": now, "faults": list(faults)}


def _logs() -> list[dict[str, Any]]:
    texts = chain(4)
    forked = chain(4, fork_at=2)
    third, last = (texts[2], 2, NOW - HOUR), (texts[3], 3, NOW)
    return [
        _log("no entry yet", [], []),
        _log("a whole log", texts, []),
        _log("in another order", texts[::-1], []),
        _log("an entry twice", [*texts, texts[1]], []),
        _log("more than was seen", texts, [], seen=third),
        _log("met for the first time, its beginning gone", texts[2:], []),
        _log("an entry in between is missing", [texts[0], texts[1], texts[3]], ["missing"]),
        _log("two entries in one place", [*texts, forked[3]], ["forked"]),
        _log("an entry names another before it", [*texts[:2], *forked[2:3], texts[3]], ["forked"]),
        _log("the end that was seen is cut", texts[:3], ["cut"], seen=last),
        _log("all of it is gone", [], ["cut"], seen=last),
        _log("all of it is gone, for it was old", [], [], seen=last, now=NOW + 30 * DAY),
        _log("what was seen is missing before newer ones", [*texts[:2], texts[3]], ["missing"], seen=third),
        _log("what was seen last is another by now", forked, ["forked"], seen=third),
        _log("goes on from another than was seen", forked[3:], ["forked"], seen=third),
        _log("the beginning is gone, for it was old", texts[3:], [], seen=(texts[2], 2, NOW - 31 * DAY)),
    ]
