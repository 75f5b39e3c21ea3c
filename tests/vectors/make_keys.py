"""Vectors of the keys of a file: who opens which of them, and to what."""

from typing import Any

import msgspec
from msgspec.structs import replace

from habeas.client.seal.file_key import seal_standby
from habeas.client.seal.jose import public, seal
from habeas.client.seal.keys import Keys
from habeas.sealed.ids import PublicKey, b64, digest, standby_id
from habeas.sealed.roster import Group, Standby
from tests.vectors.cast import MEMBERS, ROSTER, key
from tests.vectors.craft import changed, slot_of, slots, turned

ANNA, BORIS, VERA, GLEB = (MEMBERS[name] for name in ("anna", "boris", "vera", "gleb"))
WHOLE, SHARE_A, SHARE_B = "w" * 42 + "A", b64(bytes(range(32))), b64(bytes(range(100, 132)))
GROUPS = {group: key(f"group {group}") for group in Group}
KIDS = {group: standby_id(public(pair)) for group, pair in GROUPS.items()}


def _to(text: str, *to: Keys) -> str:
    decoys = [Keys(f"{number:021d}A", key("decoy"), key("decoy")) for number in range(2 - len(to))]
    return seal(text, slots([*to, *decoys]))


def _to_group(text: str, group: Group) -> str:
    return _to(text, Keys(KIDS[group], GROUPS[group], GROUPS[group]))


def _standby(group: Group, *members: Keys) -> dict[str, Any]:
    listed = [member for member in ROSTER.members if member.fingerprint in {one.kid for one in members}]
    sealed = seal_standby(listed, GROUPS[group])
    return {"group": group, "seal_key": _point(public(GROUPS[group])), "sealed": sealed}


def _point(point: PublicKey) -> Any:
    return msgspec.to_builtins(point)


def vectors() -> list[dict[str, Any]]:
    """Each with who opens, by which keys of groups, what came with the press, what was given, what it is."""
    a, b = Group
    three = [_to(WHOLE, ANNA, BORIS), _to_group(SHARE_A, a), _to_group(SHARE_B, b)]
    one = [_to(WHOLE, ANNA, BORIS), _to(WHOLE, GLEB), _to("x" * 42 + "A")]
    given = [{"label": "whole", "sealed": _to(WHOLE, VERA, ANNA)}]
    shares = [
        {"label": "a", "sealed": _to(SHARE_A, VERA, GLEB)},
        {"label": "b", "sealed": _to(SHARE_B, VERA)},
    ]
    bent = changed(three[0], lambda value: slot_of(value, ANNA.kid).update(encrypted_key="A" * 54))
    touched = changed(three[0], lambda value: value.update(tag=turned(value["tag"], 3)))
    short = _to("A" * 42 + "B", ANNA)
    garbage = [{"label": "whole", "sealed": bent}, *shares]
    groups = [_standby(a, GLEB)]
    both = [*groups, _standby(b, GLEB)]
    cases: list[tuple[str, str, list[Any], list[str], list[Any], dict[str, str] | str]] = [
        ("one of two counsel", "anna", [], three, [], {"whole": WHOLE}),
        ("counsel who holds none", "vera", [], three, [], {}),
        ("a dispatcher of the only group", "gleb", [], one, [], {"whole": WHOLE}),
        ("a dispatcher of one of two groups", "gleb", groups, three, [], {"a": SHARE_A}),
        ("somebody with the keys of both groups", "gleb", both, three, [], {"a": SHARE_A, "b": SHARE_B}),
        ("counsel who was given it", "vera", [], three, given, {"whole": WHOLE}),
        ("counsel who was given both shares", "vera", [], three, shares, {"a": SHARE_A, "b": SHARE_B}),
        (
            "counsel who was given what does not open",
            "vera",
            [],
            three,
            garbage,
            {"a": SHARE_A, "b": SHARE_B},
        ),
        ("what another was given", "boris", [], [three[1]], given, {}),
        ("a changed slot", "anna", [], [bent, *three[1:]], [], "cannot_open"),
        ("a changed tag", "anna", [], [touched, *three[1:]], [], "cannot_open"),
        ("a key with spare bits", "anna", [], [short, *three[1:]], [], "payload"),
        ("no envelope", "anna", [], ["{}", *three[1:]], [], "structure"),
    ]
    return [
        {"name": name, "member": member, "standby": standby, "sealed": sealed, "given": more}
        | ({"refused": held} if isinstance(held, str) else {"held": held})
        for name, member, standby, sealed, more, held in cases
    ]


def standbys() -> list[dict[str, Any]]:
    """Each with a sealed key of a group, what the roster says of it, and whether it opens."""
    a = Group.a
    good, point = _standby(a, GLEB, VERA), public(GROUPS[a])
    named = Standby(a, point, digest(good["sealed"]))
    short = {**good, "sealed": _to("AAAA", GLEB)}
    cases: list[tuple[str, str, dict[str, Any], list[Standby], str | None]] = [
        ("a group's key", "gleb", good, [named], None),
        ("that of a roster before", "gleb", good, [], None),
        (
            "not the one that the roster names",
            "gleb",
            good,
            [replace(named, sealed_sha256="A" * 43)],
            "group_key",
        ),
        ("not sealed to her", "anna", good, [named], "not_a_recipient"),
        ("too short", "gleb", short, [replace(named, sealed_sha256=digest(short["sealed"]))], "payload"),
    ]
    return [
        {"name": name, "member": member, "standby": standby, "named": msgspec.to_builtins(of)}
        | ({"refused": reason} if reason else {"kid": KIDS[a]})
        for name, member, standby, of, reason in cases
    ]


def shares() -> list[dict[str, str]]:
    """Two shares, and the key that they make."""
    whole = b64(bytes(one ^ other for one, other in zip(range(32), range(100, 132), strict=True)))
    return [{"a": SHARE_A, "b": SHARE_B, "key": whole}, {"a": SHARE_A, "b": SHARE_A, "key": "A" * 43}]
