"""Names pressed through the real pages stand nowhere on the server: not in files, logs or memory."""

from base64 import b64encode, urlsafe_b64encode
from pathlib import Path
from secrets import token_hex

import pytest

from tests.browser import people
from tests.browser.device import Device
from tests.browser.people import Staff
from tests.browser.traces import found_in_files, found_in_memory, needles

FIELDS = (
    *("Where exactly", "What happened", "What is needed"),
    *("Name", "Date of birth", "Phone", "Who to tell", "Health", "Anything else"),
)


def _canary(kind: str) -> str:
    return f"{kind}{token_hex(6)}"


def _fill(person: Device, secrets: dict[str, str]) -> None:
    person.page.get_by_role("button", name="Details").click()
    for label, secret in secrets.items():
        person.page.get_by_role("textbox", name=label, exact=True).fill(secret)
    person.button("Done").click()


def _talk(person: Device, counsel: Device, asked: str, answered: str) -> None:
    person.page.get_by_role("button", name="Message").click()
    person.page.get_by_label("Your message").fill(asked)
    person.button("Send").click()
    counsel.reads(asked)
    counsel.page.get_by_role("textbox", name="Message").fill(answered)
    counsel.button("Send").click()
    person.reads(answered)


def _open_file(desk: Device, reason: str, name: str) -> None:
    desk.page.get_by_text("Detained").locator("visible=true").first.click()
    desk.page.get_by_label("Why do you open it?").fill(reason)
    desk.button("Open the file").click()
    desk.reads(name)


def test_no_name_is_found_on_the_server(staff: Staff) -> None:
    house, counsel, desk = staff.house, staff.counsel, staff.desk
    person = house.device()
    secrets = {label: _canary("Канарейка" if label == "Name" else "canary") for label in FIELDS}
    said = [_canary("canary"), _canary("canary"), _canary("canary"), f"+44{int(token_hex(4), 16)}"]
    person.go("/")
    people.choose_area(person, "centre")
    _fill(person, secrets)
    people.press(person)
    people.accept(counsel)
    counsel.reads(secrets["Name"])
    people.introduce(counsel, said[2], said[3], 20)
    person.reads(said[2])
    _talk(person, counsel, said[0], said[1])
    # The control: a reason is kept in the clear, so it must be found wherever the search is worth anything.
    control = _canary("control")
    _open_file(desk, control, secrets["Name"])

    hidden = [*secrets.values(), *said]
    assert control in found_in_memory(house.child.pid, [control])
    assert found_in_memory(house.child.pid, hidden) == set()
    assert {secret for secret, _ in found_in_files(house.folder, [control])} == {control}
    assert found_in_files(house.folder, hidden) == set()
    sent = b"".join(body for device in (person, counsel, desk) for body in device.sent)
    assert control.encode() in sent
    assert [secret for secret in hidden if any(form in sent for form in needles(secret))] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", [b"", b"x", b"xy"])
def test_the_search_finds_what_is_planted(tmp_path: Path, encoding: str, before: bytes) -> None:
    secret = _canary("Канарейка")
    text = before + secret.encode(encoding) + b"after"
    for row, planted in enumerate((text, b64encode(text), urlsafe_b64encode(text))):
        (tmp_path / str(row)).write_bytes(b"noise " + planted + b" noise")
    assert {name for _, name in found_in_files(tmp_path, [secret])} == {"0", "1", "2"}
    assert found_in_files(tmp_path, [_canary("Канарейка")]) == set()
