"""A real instance with the built pages, and people who use it as they would: by what they see."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from playwright.sync_api import Browser

from habeas.sealed.directory import Entry
from habeas.sealed.roster import Member, Role
from habeas.signing.draft import Draft, with_two_groups
from habeas.wire import SystemClock
from habeas.work.drill_counsel import ANSWER_LINE
from tests.browser.device import LAPTOP, PHONE, Device, Size
from tests.fakes.changes import looks
from tests.fakes.child import ForkedChild, free_port, habeas, prepare, publish_directory
from tests.fakes.organisation import FakeOrganisation

MEMBER = Member.__struct_fields__


class House:
    """Serving on a real clock; made by `served`. `device` opens the browsers of its people."""

    def __init__(self, browser: Browser, folder: Path, more: str) -> None:
        port = free_port()
        self.origin = f"http://localhost:{port}"
        self._browser = browser
        self._prepared = prepare(folder, counsel=0, public_url=self.origin, server={"port": port})
        self.folder = folder
        with self._prepared.settings.open("a", encoding="utf-8") as settings:
            settings.write(more)
        self.database = self._prepared.database
        publish_directory(self._prepared)
        self._kept = folder / "kept.db"
        self.child = ForkedChild(self._prepared.settings, port=port)
        self.child.start()
        self._listed: list[Member] = []
        self._devices: list[Device] = []

    @property
    def organisation(self) -> FakeOrganisation:
        """Whose signers sign the rosters."""
        return self._prepared.organisation

    def device(self, size: Size = PHONE, *, locale: str = "en-GB", dark: bool = False) -> Device:
        made = Device(self._browser, self.origin, size, locale=locale, dark=dark)
        self._devices.append(made)
        return made

    def wait_for_drills(self) -> None:
        """Until a page that is opened now can practise."""
        self.child.wait_until_said(ANSWER_LINE)

    def invitation(self, role: Role) -> str:
        """The address that the operator gives to a new member."""
        return habeas(self._prepared.settings, "invite", "--role", role.value).strip()

    def partners_link(self) -> str:
        """The address that a partner organisation gives to somebody whom it knows."""
        return habeas(self._prepared.settings, "vouchers", "--number", "1").strip()

    def put_out(self, fingerprint: str) -> None:
        """As the operator does, at once."""
        habeas(self._prepared.settings, "suspend", fingerprint)

    def enrol(self, role: Role, *, locale: str = "en-GB") -> Device:
        """A new member enrols on her own device; she is signed in, and in no roster yet."""
        device = self.device(PHONE if role is Role.counsel else LAPTOP, locale=locale)
        device.passkeys()
        device.page.goto(self.invitation(role))
        device.button("Make my keys and passkey").click()
        device.reads("Waiting for the organisation to sign")
        return device

    def voucher(self) -> str:
        """A code as a partner gives it to somebody."""
        return self.partners_link().rpartition("=")[2]

    def sign_roster(self, *, two_groups: bool = False) -> None:
        """The signers take in all who wait, and the operator publishes."""
        # More than a roster says of a member is passed over.
        waiting = msgspec.json.decode(habeas(self._prepared.settings, "roster", "pending"))
        self._listed += [
            msgspec.convert({name: one[name] for name in MEMBER if name in one}, Member) for one in waiting
        ]
        if two_groups:
            self._listed = list(with_two_groups(Draft("", 1, None, [], self._listed)).members)
        document, group_key = self._prepared.organisation.sign(self._listed, SystemClock().now())
        (self.folder / "roster.json").write_text(document, "utf-8")
        keys = "\n".join((group_key, *self._prepared.organisation.standby))
        (self.folder / "group-key.json").write_text(keys, "utf-8")
        habeas(
            self._prepared.settings,
            "roster",
            "publish",
            str(self.folder / "roster.json"),
            str(self.folder / "group-key.json"),
        )

    def publish_directory(self, entries: Sequence[Entry]) -> None:
        """The signers sign the next directory, with these to be called too, and the operator publishes."""
        publish_directory(self._prepared, entries)

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """The service's own database, each statement by itself."""
        with closing(sqlite3.connect(self.database, isolation_level=None, timeout=30)) as database:
            yield database

    def wait(self, holds: Callable[[sqlite3.Connection], bool]) -> None:
        """Until it holds of the database; the pages live on meanwhile."""
        with self.opened() as database:
            next(look for look in looks(self.database) if holds(database))

    def keep(self) -> None:
        """What the database holds now is what `renew` goes back to."""
        with self.opened() as database, closing(sqlite3.connect(self._kept)) as kept:
            database.backup(kept)

    def renew(self) -> None:
        """A new start, as if nothing had happened since `keep`."""
        assert self.child.stop() == 0
        for ending in ("-wal", "-shm"):
            self.database.with_name(self.database.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self._kept, self.database)
        self.child.start()

    @property
    def devices(self) -> tuple[Device, ...]:
        """Those that are open."""
        return tuple(self._devices)

    def send_away(self, staying: Sequence[Device] = ()) -> None:
        """Closes all devices but these. Fails when a page broke a rule."""
        leaving = [device for device in self._devices if device not in staying]
        self._devices = list(staying)
        for device in leaving:
            device.close()

    def close(self) -> None:
        try:
            self.send_away()
        finally:
            assert self.child.stop() == 0


OPEN: list[House] = []


@contextmanager
def served(browser: Browser, folder: Path, more: str = "") -> Iterator[House]:
    """A house that is closed in the end, whatever happens. `more` are further settings."""
    house = House(browser, folder / "house", more)
    OPEN.append(house)
    try:
        yield house
    finally:
        OPEN.remove(house)
        house.close()
