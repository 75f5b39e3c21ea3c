"""What a hostile server can make: rosters with a member of its own, signed as far as it can sign."""

import copy
from collections.abc import Callable
from dataclasses import dataclass

from habeas.client.seal.keys import make_member
from habeas.core.time import DAY_MS, Millis
from habeas.sealed.roster import Member, Role
from tests.fakes.organisation import FakeOrganisation


@dataclass
class Forger:
    """`organisation` has the true signers' keys: some forgeries are what those signed at another time."""

    organisation: FakeOrganisation
    now: Millis

    def __post_init__(self) -> None:
        self.others = FakeOrganisation(self.organisation.organisation)
        self.member: Member = make_member().roster_member(Role.counsel, ["en"], ["north", "centre", "south"])

    def _sign(self, by: FakeOrganisation, *, at: Millis | None = None, signatures: int = 2) -> str:
        return by.sign([self.member], at or self.now, signatures=signatures)[0]

    def _again(self, *, version: int | None = None) -> FakeOrganisation:
        """The same signers, with `version` as the next to sign."""
        made = copy.copy(self.organisation)
        made.version = (version or made.version + 1) - 1
        return made

    def unsigned(self) -> str:
        return self._sign(self._again(), signatures=0)

    def undersigned(self) -> str:
        return self._sign(self._again(), signatures=1)

    def unknown_signers(self) -> str:
        return self._sign(self.others)

    def other_organisation(self) -> str:
        made = self._again()
        made.organisation = "other-aid"
        return self._sign(made)

    def expired(self) -> str:
        return self._sign(self._again(), at=self.now - 91 * DAY_MS)

    def rolled_back(self) -> str:
        made = self._again(version=1)
        made._last_sha256 = None
        return self._sign(made)

    def forked(self) -> str:
        """The version that is held, with other members."""
        return self._sign(self._again(version=self.organisation.version))


Forgery = Callable[[Forger], str]

# What each is refused for, as the screen says.
NEVER: list[tuple[Forgery, str]] = [
    (Forger.unsigned, "signatures"),
    (Forger.undersigned, "signatures"),
    (Forger.unknown_signers, "signatures"),
    (Forger.other_organisation, "organisation"),
    (Forger.expired, "expired"),
]
NOT_AFTER_A_NEWER: list[tuple[Forgery, str]] = [
    (Forger.rolled_back, "rolled_back"),
    (Forger.forked, "forked"),
]
