"""The directory: what a reader takes, what it refuses and why, and how signers make one."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from msgspec import structs

from habeas.cli.directory import directory as command
from habeas.client.seal.jose import new_key
from habeas.core.time import DAY_MS
from habeas.sealed.directory import Content, Directory, document_of, payload_of, verify
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
    assert [entry.name["en"] for entry in taken.directory.entries] == ["Anna", "Boris"]
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


def settings_file(tmp_path: Path, signers: list[Signer], *, second_area: float) -> Path:
    """Two areas on one meridian, a place, a hotline."""
    lines = [
        'organisation = "org"',
        'name = { en = "Aid", ru = "Помощь" }',
        'public_url = "http://localhost"',
    ]
    lines.append("threshold = 2")
    for signer in signers:
        lines += ["[[signers]]", *(f'{name} = "{getattr(signer, name)}"' for name in ("kid", "x", "y"))]
    for area, lat in (("north", 50.0), ("south", second_area)):
        lines += [
            "[[areas]]",
            f'area = "{area}"',
            f'name = {{ en = "{area}" }}',
            f"lat = {lat}",
            "lon = 30.0",
        ]
    lines += ["[[places]]", 'place = "police-1"', 'area = "north"', 'name = { uk = "Відділ" }']
    lines += ["[[hotlines]]", 'name = { en = "Line" }', 'phone = "+44 1632 960000"', "sms = true"]
    (tmp_path / "habeas.toml").write_text("\n".join(lines), "utf-8")
    return tmp_path / "habeas.toml"


def run(*words: object, code: int = 0) -> str:
    done = CliRunner().invoke(command, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done.output


def test_signers_on_two_machines_make_one_that_a_phone_takes(tmp_path: Path) -> None:
    signers = []
    for name in ("anna.key", "boris.key"):
        key = new_key()
        keys.write(tmp_path / name, key, None)
        signers.append(keys.signer_of(key))
    settings = settings_file(tmp_path, signers, second_area=50.1)
    draft, document = tmp_path / "draft.json", tmp_path / "directory.json"
    run("draft", draft, "--settings", settings)
    edited = msgspec.json.decode(draft.read_bytes())
    edited["entries"].append(ANNA)
    draft.write_bytes(msgspec.json.encode(edited))
    shown = run("sign", draft, "--key", tmp_path / "anna.key", "--out", document, "--yes")
    for words in (
        "2 areas",
        "north and south, 11.1 km",
        "1 places",
        "Line | sms",
        "+44 1632 960111",
        "RU (3 files)",
    ):
        assert words in shown
    assert "refused: signatures" in run("verify", document, "--settings", settings, code=2)
    run("sign", document, "--key", tmp_path / "boris.key", "--yes")
    assert "good: version 1" in run("verify", document, "--settings", settings)
    taken = verify(document.read_text().strip(), Pin("org", tuple(signers), 2), SystemClock().now()).directory
    assert (taken.entries[1], taken.places[0].name) == (ANNA, {"uk": "Відділ"})
    assert "version 1 is in force" in run("publish", document, "--settings", settings)
    run("draft", tmp_path / "next.json", "--settings", settings)
    following = msgspec.json.decode((tmp_path / "next.json").read_bytes(), type=Content)
    assert (following.version, following.entries[1], following.guides) == (2, ANNA, taken.guides)
    draft.write_text('{"organisation": "org"}')
    run("sign", draft, "--key", tmp_path / "anna.key", code=2)


def test_areas_nearer_than_the_grain_are_not_drafted_and_not_signed(tmp_path: Path) -> None:
    key = new_key()
    keys.write(tmp_path / "anna.key", key, None)
    settings, draft = settings_file(tmp_path, [], second_area=50.001), tmp_path / "draft.json"
    told = run("draft", draft, "--settings", settings, code=2)
    assert "the areas north and south are 111 m apart, nearer than grain_metres = 1000" in told
    assert not draft.exists()
    near = FakeOrganisation().city([ANNA])
    near = structs.replace(
        near, areas=[near.areas[0], structs.replace(near.areas[0], area="next"), *near.areas[1:]]
    )
    draft.write_bytes(msgspec.json.encode(near))
    signing = ("sign", draft, "--key", tmp_path / "anna.key", "--yes")
    assert "the areas north and next are 0 m apart" in run(*signing, code=2)
    astray = structs.replace(near, areas=near.areas[2:])
    draft.write_bytes(msgspec.json.encode(astray))
    assert "an area is named that is not there" in run(*signing, code=2)


def test_one_whose_payload_was_changed_has_lost_its_signatures() -> None:
    aid = FakeOrganisation()
    document = document_of(aid.directory([ANNA], NOW))
    payload = msgspec.json.decode(unb64(document.payload), type=Directory)
    forged = msgspec.structs.replace(payload, entries=[listed_counsel("Eve", tel="+44 1632 960999")])
    text = write(Document(b64(msgspec.json.encode(forged)), document.signatures))
    assert reason(text, pinned(aid)) is Reason.signatures
