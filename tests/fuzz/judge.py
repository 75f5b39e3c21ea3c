"""What the Python side says to a case: what it read, or why it refuses. All else is a fault."""

import traceback
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from habeas.client.seal.call_words import WordsSecret, open_deposit, spell
from habeas.client.seal.card import SealedPart, open_card
from habeas.client.seal.file_key import GivenKey, keys_held
from habeas.client.seal.group import open_group_key
from habeas.client.seal.message import SealedMessage, open_thread
from habeas.client.seal.signature import Link, read
from habeas.sealed import directory, ids
from habeas.sealed import roster as rosters
from habeas.sealed.envelope import Part, measure
from habeas.sealed.refusal import Refused
from habeas.sealed.statement import AccessEntry, Sighting, verify
from tests.fuzz.cases import KEY, LOOKUP, PIN, SIGNER, Case
from tests.sealed.vectors import member, person, roster
from tests.vectors.cast import NOW

Verdict = list[Any]
KINDS: dict[str, type[Any]] = {"sighting": Sighting, "access": AccessEntry}
Keys = cache(member)
Person = cache(person)
Roster = cache(roster)
_PIN = msgspec.convert({**PIN, "signers": [msgspec.to_builtins(SIGNER)]}, rosters.Pin)


def judge(case: Case) -> Verdict:
    """["read", value], ["refused", reason] or ["broke", where]."""
    try:
        return ["read", JUDGES[case["kind"]](case)]
    except Refused as refused:
        return ["refused", refused.reason.value]
    except Exception as error:  # noqa: BLE001
        return ["broke", f"{type(error).__name__} {traceback.format_tb(error.__traceback__)[-1]}"]


def _signed(case: Case) -> Any:
    header, _ = read(case["jws"], Part(case["part"]))
    return bytes(header.body).decode()


def _deposit(case: Case) -> Any:
    return msgspec.to_builtins(open_deposit(WordsSecret(LOOKUP, KEY), case["sealed"]))


def _roster(case: Case) -> Any:
    verified = rosters.verify(case["text"], _PIN, NOW)
    return [verified.pin.sha256, verified.roster.version, len(verified.roster.members)]


def _directory(case: Case) -> Any:
    return msgspec.to_builtins(directory.verify(case["text"], _PIN, NOW).directory)


def _base64url(case: Case) -> Any:
    try:
        return ids.unb64(case["text"]).hex()
    except ValueError:
        return None


def _card(case: Case) -> Any:
    envelopes = msgspec.convert(case["envelopes"], list[SealedPart])
    opened = open_card(Keys(case["member"]), Person().kid, envelopes, Roster())
    return [opened.card_hash, opened.jws, opened.resealed_by]


def _message(case: Case) -> Any:
    someone = Person()
    received = [SealedMessage(0, case["sender"], case["sealed"])]
    links = {sender: Link(**link) for sender, link in case["links"].items()}
    _, thread = open_thread(
        someone, someone.kid, received, person_key=someone.sign_public, roster=Roster(), links=links
    )
    return [[msgspec.to_builtins(one.body), one.refused, one.gap] for one in thread]


def _group_key(case: Case) -> Any:
    held = msgspec.structs.replace(Roster(), group_key_sha256=case["sha256"])
    return len(open_group_key(Keys("anna"), case["sealed"], held))


def _keys(case: Case) -> Any:
    given = msgspec.convert(case["given"], list[GivenKey])
    held = keys_held(Keys(case["member"]), (), case["keys"], given)
    return {label.value: text for label, text in held.items()}


JUDGES: dict[str, Callable[[Case], Any]] = {
    "envelope": lambda case: measure(case["text"], Part(case["part"])),
    "signed": _signed,
    "deposit": _deposit,
    "roster": _roster,
    "directory": _directory,
    "words": lambda case: spell(case["text"]),
    "base64url": _base64url,
    "point": lambda case: ids.is_point(ids.PublicKey(**case["key"])),
    "card": _card,
    "message": _message,
    "group_key": _group_key,
    "keys": _keys,
    "statement": lambda case: msgspec.to_builtins(verify(case["text"], KINDS[case["part"]], Roster())),
}
