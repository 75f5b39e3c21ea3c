"""The shared vectors, as values."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jwcrypto.jwk import JWK

from habeas.client.seal.keys import MemberKeys, PersonKeys, member_of
from habeas.sealed.ids import token_sha256
from habeas.sealed.roster import Roster

FOLDER = Path(__file__).parent.parent / "vectors"


@cache
def load(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def names(vectors: list[dict[str, Any]]) -> list[str]:
    """Names for pytest; each vector has its own."""
    told = [vector["name"] for vector in vectors]
    assert len(set(told)) == len(told)
    return told


def _key(told: dict[str, str]) -> JWK:
    return JWK(kty="EC", crv="P-256", **told)


def member(name: str) -> MemberKeys:
    told = load("cast")["members"][name]
    return member_of(_key(told["seal_key"]), _key(told["sign_key"]))


def person(name: str = "person") -> PersonKeys:
    told = load("cast")[name]
    keys = (_key(told["sign_key"]), _key(told["seal_key"]))
    return PersonKeys(told["id"], *keys, told["token"], token_sha256(told["token"]))


def roster() -> Roster:
    return msgspec.convert(load("cast")["roster"], Roster)
