"""Vectors of directories: what a reader takes, and every way to be refused."""

import json
from typing import Any

import msgspec
from msgspec.structs import replace

from habeas.sealed.ids import digest
from habeas.sealed.roster import Document, Pin, write
from tests.vectors.cast import DAY, NOW, ORGANISATION
from tests.vectors.make_rosters import PINNED, document, signature

HASH = "A" * 43
# The second is 500.38 m east of the first.
NEAR = [
    {"lat_e5": 0, "lon_e5": lon, "area": area, "name": {"en": area}} for area, lon in (("a", 0), ("b", 450))
]
DIRECTORY: dict[str, Any] = {
    "organisation": ORGANISATION,
    "version": 3,
    "name": {"ru": "Помощь", "en": "Aid", "uk": "Допомога"},
    "grain_metres": 1_000,
    "areas": [
        {"lat_e5": 6_560_180, "lon_e5": 3_741_742, "area": "old-town", "name": {"ru": "Старый город"}},
        {
            "lat_e5": 6_561_259,
            "lon_e5": 3_744_136,
            "area": "market",
            "name": {"en": "Market", "ka": "ბაზარი"},
        },
    ],
    "places": [{"place": "police-1", "area": "market", "name": {"ru": "Отдел № 1"}}],
    "entries": [
        {
            "name": {"ru": "Линия"},
            "role": "hotline",
            "areas": [],
            "tel": "+44 1632 960000",
            "sms": "+44 1632 960000",
            "languages": [],
            "hours": None,
        },
        {
            "name": {"ru": "Анна", "en": "Anna"},
            "role": "counsel",
            "areas": ["old-town"],
            "tel": "+44 1632 960111",
            "sms": None,
            "languages": ["ru", "en"],
            "hours": {"en": "8 to 22"},
        },
    ],
    "guides": {"/guides/index.json": HASH, "/guides/GB-EAW/en.0123456789abcdef.json": HASH},
    "issued_at": NOW - DAY,
    "expires_at": NOW + DAY,
}


def vectors() -> list[dict[str, Any]]:
    """Each with the document's text, what is pinned, now, and what must come of it."""
    return [*_good(), *_grain(), *_wrong_inside(), *_out_of_order()]


def _signed(change: dict[str, Any] | str, *signers: str) -> Document:
    """By two of the signers, or by these; the payload with other members, or any text."""
    text = change if isinstance(change, str) else _spell(DIRECTORY | change)
    return document(text, *(signers or ("first", "second")))


def _spell(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _case(
    name: str,
    made: Document,
    refused: str | None = None,
    pinned: Pin = PINNED,
    now: int = NOW,
    *,
    stale: bool = False,
) -> dict[str, Any]:
    told = {"name": name, "text": write(made), "pinned": msgspec.to_builtins(pinned), "now": now}
    return told | ({"refused": refused} if refused else {"stale": stale})


def _held(made: Document, version: int = 3) -> Pin:
    return replace(PINNED, version=version, sha256=digest(made.payload))


def _good() -> list[dict[str, Any]]:
    made = _signed({})
    empty = {"areas": [], "places": [], "entries": [], "guides": {}}
    return [
        _case("a directory, signed by two of three", made),
        _case("with nothing in it but a name", _signed(empty)),
        _case("the held one again", made, None, _held(made)),
        _case("the held one has expired: kept, and said", made, None, _held(made), NOW + DAY, stale=True),
        _case("versions in between were not seen", _signed({"version": 9}), None, _held(made)),
    ]


def _moved(*areas: tuple[int, int]) -> list[dict[str, Any]]:
    """As many areas, with centres there."""
    return [
        {"lat_e5": lat, "lon_e5": lon, "area": f"area-{row}", "name": {"en": f"{row}"}}
        for row, (lat, lon) in enumerate(areas)
    ]


def _grain() -> list[dict[str, Any]]:
    """Metres are reckoned by hand: 1.11195 for a hundred-thousandth of a degree of latitude."""
    alone: dict[str, Any] = {"places": [], "entries": []}
    hundred_apart = _moved(*((row // 20 * 90, row % 20 * 90) for row in range(400)))
    cases: dict[str, tuple[int, list[dict[str, Any]], str | None]] = {
        "999.64 m from north to south": (1_000, _moved((0, 0), (899, 0)), "grain"),
        "1000.76 m from north to south": (1_000, _moved((0, 0), (900, 0)), None),
        "1000.76 m from east to west on the equator": (1_000, _moved((0, 0), (0, 900)), None),
        "500.38 m from east to west at 60 degrees": (
            1_000,
            _moved((6_000_000, 0), (6_000_000, 900)),
            "grain",
        ),
        "1000.9 m from east to west at 60 degrees": (1_000, _moved((6_000_000, 0), (6_000_000, 1_801)), None),
        "near each other across the date line": (1_000, _moved((0, 17_999_700), (0, -17_999_700)), "grain"),
        "far enough across the date line": (1_000, _moved((0, 17_999_500), (0, -17_999_500)), None),
        "the last of three is near the first": (1_000, _moved((0, 0), (9_000, 0), (400, 400)), "grain"),
        "two areas at one point": (500, _moved((0, 0), (0, 0)), "grain"),
        "four hundred areas a hundred metres apart": (500, hundred_apart, "grain"),
        "near, under a grain that allows it": (500, NEAR, None),
    }
    made = [
        _case(name, _signed(alone | {"grain_metres": grain, "areas": areas}), refused)
        for name, (grain, areas, refused) in cases.items()
    ]
    return [
        *made,
        _case("a grain finer than any", _signed({"grain_metres": 499}), "structure"),
        _case("too many areas", _signed(alone | {"areas": _moved(*[(0, 0)] * 501)}), "structure"),
    ]


def _wrong_inside() -> list[dict[str, Any]]:
    areas, places, entries = DIRECTORY["areas"], DIRECTORY["places"], DIRECTORY["entries"]
    changes: dict[str, dict[str, Any]] = {
        "no name in any language": {"name": {}},
        "a name in a language that is none": {"name": {"english": "Aid"}},
        "a line break in a name": {"name": {"en": "Aid\n"}},
        "a name that is no text": {"name": {"en": 1}},
        "an area twice": {"areas": [areas[0], {**areas[1], "area": "old-town"}], "places": []},
        "a place twice": {"places": places * 2},
        "a place in an area that is not there": {"places": [{**places[0], "area": "gone"}]},
        "somebody to call in an area that is not there": {"entries": [{**entries[1], "areas": ["gone"]}]},
        "a centre north of the pole": {"areas": [{**areas[0], "lat_e5": 9_000_001}, areas[1]]},
        "a centre in degrees": {"areas": [{**areas[0], "lat_e5": 65.6}, areas[1]]},
        "an area with more to it": {"areas": [{**areas[0], "radius": 1}, areas[1]]},
        "a number that is a script": {"entries": [{**entries[0], "tel": "javascript:alert(1)"}]},
        "a guide elsewhere": {"guides": {"/other/index.json": HASH}},
        "a guide with half a hash": {"guides": {"/guides/index.json": HASH[:22]}},
        "a guide with no hash": {"guides": {"/guides/index.json": None}},
        "guides as a list": {"guides": []},
    }
    older = {
        name: DIRECTORY[name] for name in ("organisation", "version", "issued_at", "expires_at", "entries")
    }
    twice = _spell(DIRECTORY).replace('"en":"Aid"', '"en":"Aid","en":"Aid"')
    return [
        *(_case(name, _signed(change), "structure") for name, change in changes.items()),
        _case("a directory that names no areas at all", _signed(_spell(older)), "structure"),
        _case("a name twice in one language", _signed(twice), "structure"),
        _case("with white space", _signed(json.dumps(DIRECTORY)), "structure"),
    ]


def _out_of_order() -> list[dict[str, Any]]:
    made = _signed({})
    fine = {"areas": _moved((0, 0), (1, 1)), "places": [], "entries": []}
    two = made.signatures
    turned = replace(made, payload=_signed({"grain_metres": 1_001}).payload)
    stranger = replace(made, signatures=[two[0], signature(made.payload, "stranger")])
    return [
        _case("signed by one of two", replace(made, signatures=two[:1]), "signatures"),
        _case("the second signer is unknown", stranger, "signatures"),
        _case("changed after signing", turned, "signatures"),
        _case("of another organisation", _signed({"organisation": "elsewhere"}), "organisation"),
        _case("rolled back", made, "rolled_back", _held(made, 4)),
        _case("another of the same version", _signed({"grain_metres": 999}), "forked", _held(made)),
        _case("new and expired", made, "expired", PINNED, NOW + DAY),
        _case("too fine, and rolled back too", _signed(fine), "grain", _held(made, 4)),
    ]
