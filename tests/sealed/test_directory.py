"""The directory: what a reader takes, what it refuses and why, and how signers make one."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from habeas.cli.directory import directory as command
from habeas.client.seal.jose import new_key
from habeas.core.time import DAY_MS
from habeas.sealed.directory import Directory, document_of, payload_of, verify
from habeas.sealed.ids import b64, unb64
from habeas.sealed.refusal import Reason, Refused
from habeas.sealed.roster import Document, Pin, Signer, write
from habeas.signing import keys
from habeas.wire import SystemClock
from tests.fakes.organisation import FakeOrganisation, listed_counsel

NOW = 1_700_000_000_000
ANNA, BORIS = listed_counsel("Anna", "north"), listed_counsel("Boris")


def pinned(organisation: FakeOrganisation, version: int = 0, sha256: str | None = None) -> Pin:
    signers = tuple(Signer(one.kid, one.x, one.y) for one in organisation.signers)
    return Pin(organisation.organisation, signers, 2, version, sha256)


def reason(text: str, held: Pin, now: int = NOW) -> Reason:
    with pytest.raises(Refused) as refused:
        verify(text, held, now)
    return refused.value.reason


def test_a_good_one_is_taken_and_never_given_up_for_an_older_one() -> None:
    aid = FakeOrganisation()
    first, second = aid.directory([ANNA], NOW), aid.directory([ANNA, BORIS], NOW, 2)
    taken = verify(second, pinned(aid), NOW)
    assert [entry.name.en for entry in taken.directory.entries] == ["Anna", "Boris"]
    held = pinned(aid, 2, taken.sha256)
    assert reason(first, held) is Reason.rolled_back
    assert reason(aid.directory([BORIS], NOW, 2), held) is Reason.forked
    assert verify(second, held, NOW + 91 * DAY_MS).stale
    assert reason(aid.directory([ANNA], NOW, 3), held, NOW + 91 * DAY_MS) is Reason.expired


def test_only_enough_of_the_pinned_signers_count() -> None:
    aid, other = FakeOrganisation(), FakeOrganisation()
    assert reason(aid.directory([ANNA], NOW, signatures=1), pinned(aid)) is Reason.signatures
    assert reason(other.directory([ANNA], NOW), pinned(aid)) is Reason.signatures
    other.organisation = "elsewhere"
    trusting = msgspec.structs.replace(pinned(other), organisation="test-aid")
    assert reason(other.directory([ANNA], NOW), trusting) is Reason.organisation


def test_a_roster_is_no_directory_though_the_same_people_sign_both() -> None:
    aid = FakeOrganisation()
    assert reason(aid.sign([], NOW)[0], pinned(aid)) is Reason.structure


@pytest.mark.parametrize(
    "change",
    [
        ("+44 1632 960111", "javascript:alert(1)"),
        ("+44 1632 960111", "1"),
        ('"counsel"', '"friend"'),
        ('"en":"Anna"', '"en":""'),
        ('"en":"Anna"', '"en":"An\\na"'),
        ('"hours":null', '"hours":null,"more":1'),
        ('"version":1', '"version": 1'),
    ],
)
def test_any_other_form_is_refused(change: tuple[str, str]) -> None:
    payload = unb64(document_of(FakeOrganisation().directory([ANNA], NOW)).payload).decode()
    assert change[0] in payload
    with pytest.raises(Refused) as refused:
        payload_of(Document(b64(payload.replace(*change).encode()), []))
    assert refused.value.reason is Reason.structure


def test_signers_on_two_machines_make_one_that_a_phone_takes(tmp_path: Path) -> None:
    signers = []
    for name in ("anna.key", "boris.key"):
        key = new_key()
        keys.write(tmp_path / name, key, None)
        signers.append(keys.signer_of(key))
    settings = ['organisation = "org"', "threshold = 2"]
    for one in signers:
        settings += ["[[signers]]", f'kid = "{one.kid}"', f'x = "{one.x}"', f'y = "{one.y}"']
    (tmp_path / "habeas.toml").write_text("\n".join(settings))
    draft, document = tmp_path / "draft.json", tmp_path / "directory.json"

    def run(*words: object, code: int = 0) -> str:
        done = CliRunner().invoke(command, [str(word) for word in words])
        assert done.exit_code == code, done.output
        return done.output

    run("init", draft, "--organisation", "org")
    refused = run("sign", draft, "--key", tmp_path / "anna.key", "--out", document, "--yes", code=2)
    assert "nobody is in this directory" in refused
    edited = msgspec.json.decode(draft.read_bytes()) | {"entries": [ANNA]}
    draft.write_bytes(msgspec.json.encode(edited))
    shown = run("sign", draft, "--key", tmp_path / "anna.key", "--out", document, "--yes")
    assert "+44 1632 960111" in shown
    assert "refused: signatures" in run("verify", document, "--settings", tmp_path / "habeas.toml", code=2)
    run("sign", document, "--key", tmp_path / "boris.key", "--yes")
    assert "good: version 1" in run("verify", document, "--settings", tmp_path / "habeas.toml")
    trust = Pin("org", tuple(signers), 2)
    assert verify(document.read_text().strip(), trust, SystemClock().now()).directory.entries == [ANNA]
    run("init", tmp_path / "next.json", "--after", document)
    assert msgspec.json.decode((tmp_path / "next.json").read_bytes())["version"] == 2
    draft.write_text('{"organisation": "org"}')
    run("sign", draft, "--key", tmp_path / "anna.key", code=2)


def test_one_whose_payload_was_changed_has_lost_its_signatures() -> None:
    aid = FakeOrganisation()
    document = document_of(aid.directory([ANNA], NOW))
    payload = msgspec.json.decode(unb64(document.payload), type=Directory)
    forged = msgspec.structs.replace(payload, entries=[listed_counsel("Eve", tel="+44 1632 960999")])
    text = write(Document(b64(msgspec.json.encode(forged)), document.signatures))
    assert reason(text, pinned(aid)) is Reason.signatures
