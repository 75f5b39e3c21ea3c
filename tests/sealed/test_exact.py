"""Where bytes and texts become values: in one place, strictly."""

import re
from pathlib import Path

import msgspec
import pytest

from habeas.client.seal.body import TextBody
from habeas.client.seal.group import open_group_key
from habeas.client.seal.jose import new_key, public, seal
from habeas.sealed import exact
from habeas.sealed.envelope import Part, measure
from habeas.sealed.ids import Point
from habeas.sealed.refusal import Malformed, Reason, Refused
from habeas.sealed.sizes import MEMBERS
from tests.sealed.vectors import member, roster

HABEAS = Path(exact.__file__).parent.parent
# Whatever reads bytes or JSON by itself may be laxer than the rest.
READERS = re.compile(r"json\.decode|json\.loads")
decode = msgspec.json.Decoder(TextBody).decode


def test_nothing_else_reads_what_is_sealed_or_signed() -> None:
    # jose.py reads only what its own library has just written.
    files = [*(HABEAS / "sealed").glob("*.py"), *(HABEAS / "client" / "seal").glob("*.py")]
    assert [file.name for file in files if READERS.search(file.read_text("utf-8"))] == ["jose.py"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[" * 100_000,
        b'{"kind":' * 100_000,
        b'{"kind":"text","text":' + b"[" * 100_000,
        b'{"kind":"text","text":"\xff"}',
        b'{"kind":"text","text":"\xed\xa0\x80"}',
        b'{"kind":"text","text":"\\ud800"}',
        b'\xef\xbb\xbf{"kind":"text","text":""}',
        b'{"kind":"text","text":""} ',
        b'{"kind":"text","text":"","text":""}',
        b"1" * 100_000,
    ],
    ids=range(11),
)
def test_what_is_no_exact_json_is_a_refusal(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"not |codec"):
        exact.parse(raw, decode)
    with pytest.raises(ValueError, match=r"not |codec"):
        exact.check(raw)


@pytest.mark.parametrize("number", [b"1.5", b"1.0", b"1e2", b"-0", b"9007199254740992", b"1e300"])
def test_numbers_are_integers_that_a_browser_can_hold(number: bytes) -> None:
    with pytest.raises(ValueError, match=r"not |a number"):
        exact.check(b'{"a":[%s]}' % number)
    exact.check(b'{"a":[9007199254740991]}')


def test_a_group_key_has_as_many_slots_as_a_roster_has_members() -> None:
    key = public(new_key())
    slots: list[tuple[str, Point]] = [(f"{number:021d}A", key) for number in range(2)]
    value = msgspec.json.decode(seal("x", slots))
    names = [f"{number:021d}A" for number in range(MEMBERS + 1)]
    first = value["recipients"][0]
    value["recipients"] = [{**first, "header": {**first["header"], "kid": name}} for name in names]
    with pytest.raises(Malformed, match=Reason.slots):
        measure(msgspec.json.encode(value).decode(), Part.group_key)
    value["recipients"].pop()
    assert len(measure(msgspec.json.encode(value).decode(), Part.group_key)) == MEMBERS


def test_a_group_key_that_no_text_can_be_is_another_envelope() -> None:
    with pytest.raises(Refused, match=Reason.group_key):
        open_group_key(member("anna"), "\ud800", roster())
