"""Signers: keys in files, drafts, and rosters signed by several on machines that never meet."""

import stat
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from habeas.cli.roster import roster as command
from habeas.client.seal.file_key import SealedStandby, open_standby
from habeas.client.seal.group import open_group_key
from habeas.client.seal.jose import new_key
from habeas.client.seal.keys import MemberKeys, make_member
from habeas.sealed.ids import b64
from habeas.sealed.roster import Document, Group, Pin, Role, Roster, Signer, payload_of, verify, write
from habeas.signing import draft as drafts
from habeas.signing import keys, sign
from habeas.signing.draft import BadDraft, Draft, PendingMember

ORGANISATION = 'organisation = "org"\nname = "Org"\npublic_url = "https://a.example"\n'
MONTH = 30 * 86_400_000
ANNA = make_member()
# As one fingerprint in 64 it looks like an option of the command line.
BORIS = next(member for member in iter(make_member, None) if member.kid.startswith("-"))


def pending(member: MemberKeys) -> PendingMember:
    listed = member.roster_member(Role.counsel, ["ru"], ["north"])
    return msgspec.convert(msgspec.to_builtins(listed), PendingMember)


def draft_of(*members: MemberKeys) -> Draft:
    draft = drafts.first_draft("org")
    for one in members:
        draft = drafts.add(draft, pending(one))
    return draft


def test_a_key_file_is_its_owners_and_gives_the_key_back(tmp_path: Path) -> None:
    for name, passphrase in (("open", None), ("locked", "correct horse")):
        key, file = new_key(), tmp_path / name
        keys.write(file, key, passphrase)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert keys.needs_passphrase(file) is (passphrase is not None)
        assert keys.signer_of(keys.read(file, passphrase)) == keys.signer_of(key)
        assert (key.export_private(as_dict=True)["d"] in file.read_text()) is (passphrase is None)


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    keys.write(tmp_path / "key", new_key(), None)
    with pytest.raises(FileExistsError):
        keys.write(tmp_path / "key", new_key(), None)


def test_a_wrong_passphrase_or_a_damaged_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "key"
    keys.write(file, new_key(), "right")
    with pytest.raises(keys.BadKey, match="passphrase"):
        keys.read(file, "wrong")
    told = msgspec.json.decode(file.read_bytes())
    other = keys.signer_of(new_key())
    file.write_bytes(msgspec.json.encode(told | {"x": other.x, "y": other.y}))
    with pytest.raises(keys.BadKey, match="damaged"):
        keys.read(file, "right")
    with pytest.raises(keys.BadKey, match="not a signer's key file"):
        keys.read(tmp_path / "absent")


def test_a_member_whose_keys_are_not_her_fingerprints_is_not_added() -> None:
    strange = msgspec.structs.replace(pending(ANNA), fingerprint=BORIS.kid)
    with pytest.raises(BadDraft, match="fingerprint"):
        drafts.add(drafts.first_draft("org"), strange)


def test_a_draft_says_who_comes_and_who_goes() -> None:
    issued = sign.issue(draft_of(ANNA), 0, MONTH)
    after = drafts.next_draft(issued.document)
    assert (after.version, after.members) == (2, draft_of(ANNA).members)
    edited = drafts.revoke(drafts.add(after, pending(BORIS)), ANNA.kid)
    assert drafts.changes(edited) == ([BORIS.kid], [ANNA.kid])
    with pytest.raises(BadDraft, match="not in this roster"):
        drafts.revoke(edited, ANNA.kid)


def test_a_member_added_again_takes_the_place_of_her_old_line() -> None:
    again = msgspec.structs.replace(pending(ANNA), languages=["ru", "en"])
    assert [one.languages for one in drafts.add(draft_of(ANNA), again).members] == [["ru", "en"]]


def test_a_roster_of_nobody_is_not_issued() -> None:
    with pytest.raises(BadDraft, match="nobody"):
        sign.issue(drafts.first_draft("org"), 0, MONTH)


def _pinned(*signers: Signer, threshold: int = 2) -> Pin:
    return Pin("org", signers, threshold)


def test_signatures_made_apart_are_combined() -> None:
    first, second = new_key(), new_key()
    issued = sign.issue(draft_of(ANNA, BORIS), 0, MONTH)
    apart = [sign.sign(issued.document, key) for key in (first, second)]
    whole = sign.combine([*apart, apart[0]])
    assert len(whole.signatures) == 2
    pinned = _pinned(keys.signer_of(first), keys.signer_of(second))
    verified = verify(write(whole), pinned, 1).roster
    for member in (ANNA, BORIS):
        assert len(open_group_key(member, issued.group_key, verified)) == 32


def test_signing_twice_leaves_one_signature() -> None:
    key = new_key()
    once = sign.sign(sign.issue(draft_of(ANNA), 0, MONTH).document, key)
    assert len(sign.sign(once, key).signatures) == 1


def test_signatures_of_different_rosters_are_not_combined() -> None:
    apart = [sign.issue(draft_of(ANNA), 0, MONTH).document for _ in range(2)]
    with pytest.raises(BadDraft, match="one and the same"):
        sign.combine(apart)


def _run(folder: Path, *words: str, told: str = "") -> Result:
    arguments = [str(folder / word) if word.endswith((".json", ".key", ".toml")) else word for word in words]
    return CliRunner().invoke(command, arguments, input=told, catch_exceptions=False)


def _signer(folder: Path, name: str, passphrase: str = "") -> str:
    flags = [] if passphrase else ["--no-passphrase"]
    made = _run(folder, "signer-key", f"{name}.key", *flags, told=f"{passphrase}\n{passphrase}\n")
    return made.output[made.output.index("[[signers]]") :]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two signers in the settings, two members waiting."""
    signers = _signer(tmp_path, "first") + _signer(tmp_path, "second", "correct horse")
    (tmp_path / "habeas.toml").write_text(f"{ORGANISATION}threshold = 2\n{signers}")
    waiting = [msgspec.to_builtins(pending(one)) | {"enrolled_at": 1} for one in (ANNA, BORIS)]
    (tmp_path / "pending.json").write_bytes(msgspec.json.encode(waiting))
    return tmp_path


def _sign(folder: Path, file: str, key: str, told: str = "", *more: str) -> Result:
    out = ("--out", "roster.json", "--group-key", "group.json")
    return _run(folder, "sign", file, "--key", key, "--yes", *out, *more, told=told)


def _roster(folder: Path) -> Roster:
    return payload_of(msgspec.json.decode((folder / "roster.json").read_bytes(), type=Document))


def test_the_whole_way_from_a_draft_to_a_good_roster(folder: Path) -> None:
    verify_it = ("verify", "roster.json", "--settings", "habeas.toml", "--group-key", "group.json")
    assert _run(folder, "init", "draft.json", "--organisation", "org").exit_code == 0
    assert ANNA.kid in _run(folder, "add", "draft.json", "pending.json").output
    assert _sign(folder, "draft.json", "first.key").exit_code == 0
    early = _run(folder, *verify_it)
    assert early.exit_code == 2
    assert "1 of the 2 signatures" in early.output
    assert _sign(folder, "roster.json", "second.key", "correct horse\n").exit_code == 0
    told = _run(folder, *verify_it)
    assert told.exit_code == 0
    assert "2 of the 2 signatures" in told.output
    shown = _run(folder, "show", "roster.json", "--settings", "habeas.toml").output
    assert all(part in shown for part in (ANNA.kid, BORIS.kid, "expires in 30 days", "  signed"))


def test_what_is_published_too_early_says_whose_signature_is_missing(folder: Path) -> None:
    publish_it = ("publish", "roster.json", "group.json", "--settings", "habeas.toml")
    _run(folder, "init", "draft.json", "--organisation", "org")
    _run(folder, "add", "draft.json", "pending.json")
    _sign(folder, "draft.json", "first.key")
    early = _run(folder, *publish_it)
    assert early.exit_code == 2
    assert all(part in early.output for part in ("  signed", "  has not signed", "1 of the 2 signatures"))
    _sign(folder, "roster.json", "second.key", "correct horse\n")
    assert "version 1 is in force" in _run(folder, *publish_it).output


def test_the_next_roster_follows_the_last(folder: Path) -> None:
    _run(folder, "init", "draft.json", "--organisation", "org")
    _run(folder, "add", "draft.json", "pending.json", ANNA.kid)
    _sign(folder, "draft.json", "first.key")
    (folder / "old.json").write_bytes((folder / "roster.json").read_bytes())
    _run(folder, "init", "next.json", "--after", "old.json")
    _run(folder, "add", "next.json", "pending.json", BORIS.kid)
    told = _run(folder, "revoke", "next.json", ANNA.kid).output
    assert f"- {ANNA.kid}" in told
    _sign(folder, "next.json", "first.key")
    _sign(folder, "roster.json", "second.key", "correct horse\n")
    good = _run(folder, "verify", "roster.json", "--settings", "habeas.toml", "--after", "old.json")
    assert good.exit_code == 0
    assert (_roster(folder).version, [one.fingerprint for one in _roster(folder).members]) == (2, [BORIS.kid])


def test_copies_signed_apart_are_combined(folder: Path) -> None:
    _run(folder, "init", "draft.json", "--organisation", "org")
    _run(folder, "add", "draft.json", "pending.json")
    _sign(folder, "draft.json", "first.key")
    issued = sign.combine([msgspec.json.decode((folder / "roster.json").read_bytes(), type=Document)])
    bare = Document(issued.payload, [])
    (folder / "copy.json").write_text(write(bare))
    _sign(folder, "copy.json", "second.key", "correct horse\n")
    assert _run(folder, "combine", "roster.json", "copy.json").exit_code == 0
    assert _run(folder, "verify", "roster.json", "--settings", "habeas.toml").exit_code == 0


def test_no_file_has_the_group_key_or_a_locked_key_in_clear(folder: Path) -> None:
    _run(folder, "init", "draft.json", "--organisation", "org")
    _run(folder, "add", "draft.json", "pending.json")
    _sign(folder, "draft.json", "first.key")
    sealed = (folder / "group.json").read_text().strip()
    key = b64(open_group_key(ANNA, sealed, _roster(folder)))
    assert not [file for file in folder.iterdir() if key in file.read_text()]


def test_two_groups_at_the_desk_have_a_key_each_that_no_file_has_in_clear(folder: Path) -> None:
    desk = [msgspec.structs.replace(pending(one), role=Role.desk) for one in (ANNA, BORIS)]
    (folder / "desk.json").write_bytes(msgspec.json.encode(desk))
    publish_it = ("publish", "roster.json", "group.json", "--settings", "habeas.toml")
    verify_it = ("verify", "roster.json", "--settings", "habeas.toml", "--group-key", "group.json")
    _run(folder, "init", "draft.json", "--organisation", "org")
    assert "two groups need two dispatchers" in _run(folder, "groups", "draft.json").output
    _run(folder, "add", "draft.json", "desk.json")
    told = _run(folder, "groups", "draft.json").output
    assert all(f"group {group}" in told for group in Group)
    _sign(folder, "draft.json", "first.key")
    _sign(folder, "roster.json", "second.key", "correct horse\n")
    assert _run(folder, *verify_it).exit_code == 0
    roster, (_, *sealed) = _roster(folder), (folder / "group.json").read_text().splitlines()
    opened = [
        open_standby(member, SealedStandby(one.group, one.seal_key, text), roster)
        for member, one, text in zip((ANNA, BORIS), roster.standby, sealed, strict=True)
    ]
    secrets = [one.private.export_private(as_dict=True)["d"] for one in opened]
    assert not [file for file in folder.iterdir() if any(one in file.read_text() for one in secrets)]
    whole = (folder / "group.json").read_text()
    (folder / "group.json").write_text("\n".join(whole.splitlines()[:2]))
    assert _run(folder, *verify_it).exit_code == 2
    assert "not those that the roster names" in _run(folder, *publish_it).output
    (folder / "group.json").write_text(whole)
    assert "version 1 is in force" in _run(folder, *publish_it).output
    _run(folder, "groups", "draft.json", "--one")
    assert (
        drafts.groups_of(msgspec.json.decode((folder / "draft.json").read_bytes(), type=drafts.Draft)) == []
    )


def test_mistakes_are_told_in_one_line(folder: Path) -> None:
    _run(folder, "init", "draft.json", "--organisation", "org")
    for words, part in (
        (("init", "draft.json", "--organisation", "org"), "exists already"),
        (("init", "other.json"), "say either"),
        (("add", "draft.json", "pending.json", "A" * 22), "not in it"),
        (("add", "draft.json", "draft.json"), "not what was expected"),
        (("revoke", "draft.json", "A" * 22), "not in this roster"),
        (("show", "pending.json"), "not what was expected"),
        (("sign", "draft.json", "--key", "first.key", "--yes"), "nobody is in this roster"),
        (("sign", "draft.json", "--key", "no.key"), "not a signer's key file"),
        (("signer-key", "first.key"), "exists already: choose another name"),
    ):
        told = _run(folder, *words)
        assert told.exit_code == 2
        assert part in told.output
        assert len(told.output.strip().splitlines()) == 1
