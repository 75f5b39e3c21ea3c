"""What both sides must agree on: the same vectors are read by web/src/seal/vectors.test.ts."""

import json
from typing import Any

import msgspec
import pytest

from habeas.client.seal.call_words import WordsSecret, derive, open_deposit, spell
from habeas.client.seal.card import OpenedCard, SealedPart, file_link, open_card, open_file
from habeas.client.seal.ending import end_secret
from habeas.client.seal.file_key import (
    GivenKey,
    Label,
    SealedStandby,
    StandbyKey,
    join,
    keys_held,
    open_standby,
    split,
)
from habeas.client.seal.group import open_group_key, place_tag
from habeas.client.seal.message import SealedMessage, open_thread
from habeas.client.seal.signature import Link
from habeas.sealed import directory, ids, sizes
from habeas.sealed import manifest as manifests
from habeas.sealed import roster as rosters
from habeas.sealed.envelope import Part, measure
from habeas.sealed.ids import PublicKey, unb64
from habeas.sealed.refusal import Malformed, Refused
from tests.sealed.vectors import load, member, names, person, roster

IDS, ENVELOPES, ROSTERS = load("ids"), load("envelopes"), load("rosters")
MANIFESTS = load("manifests")
CARDS, FILES = load("cards")["cards"], load("cards")["files"]
FILE_KEY = load("cards")["file_key"]
KEYS, STANDBYS, SHARES = (load("keys")[name] for name in ("keys", "standbys", "shares"))
DIRECTORIES = load("directories")
WORDS = load("words")
THREADS, GROUP_KEYS = load("threads")["threads"], load("threads")["group_keys"]


def _key(told: dict[str, str]) -> PublicKey:
    return PublicKey(**told)


def _plain(value: Any) -> Any:
    told = msgspec.to_builtins(value)
    return {"for" if name == "for_" else name: one for name, one in told.items()}


def test_identifiers_follow_from_keys() -> None:
    for one in IDS["members"]:
        seal_key, sign_key = _key(one["seal_key"]), _key(one["sign_key"])
        assert [ids.thumbprint(seal_key), ids.thumbprint(sign_key)] == one["thumbprints"]
        assert ids.fingerprint(seal_key, sign_key) == one["fingerprint"]
        assert ids.is_point(seal_key)
    for one in IDS["persons"]:
        assert ids.case_id(_key(one["sign_key"])) == one["case_id"]
        assert ids.token_sha256(one["token"]) == one["token_sha256"]


def test_hashes_and_tags() -> None:
    assert [ids.digest(one["text"]) for one in IDS["digests"]] == [one["sha256"] for one in IDS["digests"]]
    for one in IDS["recipients"]:
        assert ids.recipients_hash(one["kids"]) == one["hash"]
    for one in IDS["place_tags"]:
        assert place_tag(unb64(one["key"]), one["organisation"], one["place"], one["now"]) == one["tag"]


def test_what_is_no_point_of_the_curve_is_no_key() -> None:
    assert [ids.is_point(_key(one)) for one in IDS["no_points"]] == [False, False]


@pytest.mark.parametrize("text", IDS["base64url"]["bad"])
def test_base64url_has_one_spelling(text: str) -> None:
    with pytest.raises(ValueError, match="not base64url"):
        unb64(text)


def test_a_hash_is_read_as_the_same_words_on_both_sides() -> None:
    numbers = [str(number) for number in range(sizes.WORD_LIST)]
    for one in IDS["page_words"]:
        assert list(map(int, manifests.page_words(one["sha256"], numbers))) == one["places"]


def test_sizes_are_the_same_on_both_sides() -> None:
    assert {name: getattr(sizes, name.upper()) for name in IDS["sizes"]} == IDS["sizes"]


@pytest.mark.parametrize("vector", ENVELOPES, ids=names(ENVELOPES))
def test_an_envelope_seen_from_outside(vector: dict[str, Any]) -> None:
    if "refused" not in vector:
        assert list(measure(vector["text"], Part(vector["part"]))) == vector["kids"]
        return
    with pytest.raises(Malformed) as refused:
        measure(vector["text"], Part(vector["part"]))
    assert refused.value.reason == vector["refused"]


@pytest.mark.parametrize("vector", ROSTERS, ids=names(ROSTERS))
def test_a_roster(vector: dict[str, Any]) -> None:
    pin = msgspec.convert(vector["pinned"], rosters.Pin)
    if "refused" not in vector:
        verified = rosters.verify(vector["text"], pin, vector["now"])
        assert verified.stale is vector["stale"]
        assert verified.pin.version == verified.roster.version
        return
    with pytest.raises(Refused) as refused:
        rosters.verify(vector["text"], pin, vector["now"])
    assert refused.value.reason == vector["refused"]


@pytest.mark.parametrize("vector", MANIFESTS, ids=names(MANIFESTS))
def test_a_manifest(vector: dict[str, Any]) -> None:
    pin = msgspec.convert(vector["pinned"], rosters.Pin)
    if "refused" not in vector:
        files = manifests.verify(vector["text"], pin).manifest.files
        assert {file.address: file.sha256 for file in files} == vector["hashes"]
        return
    with pytest.raises(Refused) as refused:
        manifests.verify(vector["text"], pin)
    assert refused.value.reason == vector["refused"]


@pytest.mark.parametrize("vector", DIRECTORIES, ids=names(DIRECTORIES))
def test_a_directory(vector: dict[str, Any]) -> None:
    pin = msgspec.convert(vector["pinned"], rosters.Pin)
    if "refused" not in vector:
        assert directory.verify(vector["text"], pin, vector["now"]).stale is vector["stale"]
        return
    with pytest.raises(Refused) as refused:
        directory.verify(vector["text"], pin, vector["now"])
    assert refused.value.reason == vector["refused"]


def _opened(vector: dict[str, Any]) -> OpenedCard:
    envelopes = msgspec.convert(vector["envelopes"], list[SealedPart])
    return open_card(member(vector["member"]), vector["case_id"], envelopes, roster())


@pytest.mark.parametrize("vector", CARDS, ids=names(CARDS))
def test_a_card(vector: dict[str, Any]) -> None:
    if "refused" not in vector:
        opened = _opened(vector)
        assert _plain(opened.card) == vector["card"]
        assert opened.resealed_by == vector["resealed_by"]
        return
    with pytest.raises(Refused) as refused:
        _opened(vector)
    assert refused.value.reason == vector["refused"]


@pytest.mark.parametrize("vector", FILES, ids=names(FILES))
def test_a_file(vector: dict[str, Any]) -> None:
    opened = _opened(CARDS[0])
    if "refused" not in vector:
        assert _plain(open_file(opened, vector["sealed"], FILE_KEY)) == vector["file"]
        return
    with pytest.raises(Refused) as refused:
        open_file(opened, vector["sealed"], FILE_KEY)
    assert refused.value.reason == vector["refused"]


def _standby(told: dict[str, Any], reader: str, named: Any = ()) -> StandbyKey:
    held = msgspec.structs.replace(roster(), standby=msgspec.convert(named, list[rosters.Standby]))
    return open_standby(member(reader), msgspec.convert(told, SealedStandby), held)


def _held(vector: dict[str, Any]) -> dict[Label, str]:
    standby = [_standby(told, vector["member"]) for told in vector["standby"]]
    given = msgspec.convert(vector["given"], list[GivenKey])
    return keys_held(member(vector["member"]), standby, vector["sealed"], given)


@pytest.mark.parametrize("vector", KEYS, ids=names(KEYS))
def test_keys_of_a_file(vector: dict[str, Any]) -> None:
    if "refused" not in vector:
        assert _held(vector) == vector["held"]
        return
    with pytest.raises(Refused) as refused:
        _held(vector)
    assert refused.value.reason == vector["refused"]


@pytest.mark.parametrize("vector", STANDBYS, ids=names(STANDBYS))
def test_a_key_of_a_group(vector: dict[str, Any]) -> None:
    if "refused" not in vector:
        assert _standby(vector["standby"], vector["member"], vector["named"]).kid == vector["kid"]
        return
    with pytest.raises(Refused) as refused:
        _standby(vector["standby"], vector["member"], vector["named"])
    assert refused.value.reason == vector["refused"]


def test_two_shares_make_the_key_and_one_says_nothing() -> None:
    for one in SHARES:
        assert join(one["a"], one["b"]) == one["key"]
    key = SHARES[0]["key"]
    halves = [split(key) for _ in range(8)]
    assert {join(*pair) for pair in halves} == {key}
    assert len({share for pair in halves for share in pair}) == 16


def _link(told: dict[str, Any]) -> Link:
    return Link(told["sequence"], told.get("previous"), "previous" in told)


@pytest.mark.parametrize("vector", THREADS, ids=names(THREADS))
def test_a_thread(vector: dict[str, Any]) -> None:
    reader = person() if vector["reader"] == "person" else member(vector["reader"])
    received = [
        SealedMessage(seq, one["sender"], one["sealed"]) for seq, one in enumerate(vector["messages"])
    ]
    links = {sender: _link(told) for sender, told in vector["links"].items()}
    key = person().sign_public
    _, opened = open_thread(reader, vector["case_id"], received, person_key=key, roster=roster(), links=links)
    told = [{"body": one.body, "refused": one.refused, "gap": one.gap} for one in opened]
    assert msgspec.to_builtins(told) == vector["opened"]


@pytest.mark.parametrize("vector", GROUP_KEYS, ids=names(GROUP_KEYS))
def test_a_group_key(vector: dict[str, Any]) -> None:
    held = msgspec.structs.replace(roster(), group_key_sha256=vector["sha256"])
    if "refused" not in vector:
        assert len(open_group_key(member(vector["member"]), vector["sealed"], held)) == 32
        return
    with pytest.raises(Refused) as refused:
        open_group_key(member(vector["member"]), vector["sealed"], held)
    assert refused.value.reason == vector["refused"]


@pytest.mark.parametrize("vector", WORDS["spellings"], ids=range(len(WORDS["spellings"])))
def test_words_are_spelt_one_way(vector: dict[str, str]) -> None:
    assert spell(vector["written"]) == vector["spelt"]


@pytest.fixture(scope="module")
def derived() -> list[WordsSecret]:
    return [derive(one["words"], one["organisation"]) for one in WORDS["derived"]]


def test_words_lead_to_one_place(derived: list[WordsSecret]) -> None:
    assert [one.lookup_id for one in derived] == [one["lookup_id"] for one in WORDS["derived"]]


@pytest.mark.parametrize("vector", WORDS["deposits"], ids=names(WORDS["deposits"]))
def test_a_deposit(vector: dict[str, Any], derived: list[WordsSecret]) -> None:
    if "refused" not in vector:
        assert msgspec.to_builtins(open_deposit(derived[0], vector["sealed"])) == vector["text"]
        return
    with pytest.raises(Refused) as refused:
        open_deposit(derived[0], vector["sealed"])
    assert refused.value.reason == vector["refused"]


def test_a_code_makes_a_secret() -> None:
    for one in WORDS["endings"]:
        secret = end_secret(one["token"], one["code"])
        assert (secret, ids.token_sha256(secret)) == (one["secret"], one["sha256"])


def test_what_the_browser_seals_opens_here() -> None:
    made = load("browser")
    fields, someone, anna = json.loads(made["press"]), person(), member("anna")
    assert len(made["press"]) == sizes.PRESS_BYTES
    envelopes = [SealedPart(0, "card", fields["card"]), SealedPart(1, "reseal", made["reseal"])]
    for reader in ("anna", "gleb", "vera"):
        opened = open_card(member(reader), someone.kid, envelopes, roster())
        assert _plain(opened.card) == made["card"]
    held = {
        reader: keys_held(member(reader), (), fields["keys"]).get(Label.whole)
        for reader in ("anna", "boris", "vera", "gleb")
    }
    counsel = [held[reader] for reader in ("anna", "boris", "vera")]
    assert (counsel.count(None), held["gleb"]) == (1, made["file_key"])
    file, link = open_file(opened, fields["file"], made["file_key"]), file_link(fields["file"])
    assert (_plain(file), link.previous) == (made["file"], made["file_hash"])
    given = [GivenKey(Label.whole, made["given"])]
    assert keys_held(member("vera"), (), (), given) == {Label.whole: made["file_key"]}
    assert (len(made["check_in"]), json.loads(made["check_in"])["due_at"]) == (
        sizes.PRESS_BYTES,
        1_893_844_800_000,
    )
    waiting = open_deposit(derive(made["words"], "rechnogorsk"), made["deposit"])
    assert waiting.file() == file
    received = [SealedMessage(seq, one["sender"], one["sealed"]) for seq, one in enumerate(made["messages"])]
    for party in (someone, anna):
        _, thread = open_thread(
            party,
            someone.kid,
            received,
            person_key=someone.sign_public,
            roster=roster(),
            links={someone.kid: link},
        )
        assert [one.refused or one.gap for one in thread] == [False, False]
