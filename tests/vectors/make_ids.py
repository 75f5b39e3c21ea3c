"""Vectors of identifiers and sizes."""

from typing import Any

from habeas.client.seal.group import place_tag
from habeas.core.time import DAY_MS
from habeas.sealed import ids, sizes
from habeas.sealed.ids import unb64
from tests.vectors.cast import MEMBERS, ORGANISATION, OTHER, PERSON


def vectors() -> dict[str, Any]:
    """Keys with what follows from them, texts with their hashes, sizes by name."""
    return {
        "members": [
            {
                "seal_key": _point(one.seal_public),
                "sign_key": _point(one.sign_public),
                "thumbprints": [ids.thumbprint(one.seal_public), ids.thumbprint(one.sign_public)],
                "fingerprint": one.kid,
            }
            for one in MEMBERS.values()
        ],
        "persons": [
            {
                "sign_key": _point(one.sign_public),
                "case_id": one.kid,
                "token": one.token,
                "token_sha256": one.token_sha256,
            }
            for one in (PERSON, OTHER)
        ],
        "digests": [{"text": text, "sha256": ids.digest(text)} for text in ("", "a", "Привет, 世界 🌍")],
        "recipients": [
            {"kids": kids, "hash": ids.recipients_hash(kids)}
            for kids in ([], [PERSON.kid], [one.kid for one in MEMBERS.values()])
        ],
        "place_tags": [
            {"key": "A" * 43, "organisation": ORGANISATION, "place": place, "now": now, "tag": tag}
            for place in ("police-1", "police-2")
            for now in (0, DAY_MS - 1, DAY_MS, 20_422 * DAY_MS)
            for tag in [place_tag(unb64("A" * 43), ORGANISATION, place, now)]
        ],
        "page_words": [
            {"sha256": ids.b64(number.to_bytes(16) + bytes(16)), "places": places}
            for number, places in (
                (0, [0] * 8),
                (7_775, [7_775] + [0] * 7),
                (7_776 + 2, [2, 1] + [0] * 6),
                (7_776**7 * 5 + 7_776**2 * 4 + 3, [3, 0, 4, 0, 0, 0, 0, 5]),
                (7_776**8, [0] * 8),
            )
        ],
        "no_points": [
            {"x": _point(PERSON.sign_public)["x"], "y": _point(OTHER.sign_public)["y"]},
            {"x": "_" * 42 + "8", "y": "_" * 42 + "8"},
        ],
        "base64url": {
            "good": ["AA", "AAA", "AAAA", "-_-_", "AQ", "AAE"],
            "bad": ["", "A", "AB", "AAB", "AA==", "A+/A", "AA AA", "AAAA\n", "ÀAAA"],
        },
        "sizes": {
            name.lower(): value
            for name, value in vars(sizes).items()
            if name.isupper() and isinstance(value, int)
        },
    }


def _point(key: Any) -> dict[str, str]:
    return {"x": key.x, "y": key.y}
