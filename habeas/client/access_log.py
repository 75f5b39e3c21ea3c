"""The log of who was given access: a chain of hashes on each dispatcher's device, and what does not fit."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from secrets import token_bytes

from msgspec import Struct

from habeas.core.time import DAY_MS, Millis
from habeas.sealed.ids import b64, digest
from habeas.sealed.sizes import ACCESS_LOG_DAYS
from habeas.sealed.statement import AccessEntry


class Head(Struct, frozen=True):
    """How far a reader has seen a log."""

    sequence: int
    sha256: str
    at: Millis


class Fault(StrEnum):
    """missing: an entry in between. cut: the end that a reader has seen. forked: two entries in one place."""

    missing = "missing"
    cut = "cut"
    forked = "forked"


class SignedEntry(Struct, frozen=True):
    """An entry, and the hash of the text that was signed."""

    entry: AccessEntry
    sha256: str

    @property
    def head(self) -> Head:
        return Head(self.entry.sequence, self.sha256, self.entry.at)


class OwnLog:
    """The log of this device."""

    def __init__(self) -> None:
        self._name = b64(token_bytes(16))
        self._last: Head | None = None

    def next_entry(
        self, organisation: str, member: str, sealed: str, counsel: list[str], *, asked: bool, now: Millis
    ) -> AccessEntry:
        """The entry for this reseal; `add` it once it is signed."""
        sequence, previous = (self._last.sequence + 1, self._last.sha256) if self._last else (0, None)
        at = max(now, self._last.at) if self._last else now
        place = (self._name, sequence, previous, at)
        return AccessEntry(organisation, member, *place, digest(sealed), counsel, asked)

    def add(self, entry: AccessEntry, text: str) -> None:
        self._last = Head(entry.sequence, digest(text), entry.at)


def check_log(
    entries: Sequence[SignedEntry], seen: Head | None, now: Millis
) -> tuple[set[Fault], Head | None]:
    """What does not fit among all entries of one log that the service has, and how far it is seen now.

    `seen`: how far it was seen before. An entry that is old enough may be gone.
    """
    ordered = sorted(entries, key=lambda signed: signed.entry.sequence)
    faults = _between(ordered) | (_against(ordered, seen, now) if seen else set())
    last = ordered[-1].head if ordered else None
    return faults, last if seen is None or (last is not None and last.sequence > seen.sequence) else seen


def _between(ordered: Sequence[SignedEntry]) -> set[Fault]:
    faults = set()
    for before, after in pairwise(ordered):
        step = after.entry.sequence - before.entry.sequence
        if step == 0 and after.sha256 != before.sha256:
            faults.add(Fault.forked)
        if step == 1 and after.entry.previous != before.sha256:
            faults.add(Fault.forked)
        if step > 1:
            faults.add(Fault.missing)
    return faults


def _against(ordered: Sequence[SignedEntry], seen: Head, now: Millis) -> set[Fault]:
    """A day's grace: the service deletes by its own clock."""
    at_head = [signed for signed in ordered if signed.entry.sequence == seen.sequence]
    follows = [signed for signed in ordered if signed.entry.sequence == seen.sequence + 1]
    if any(signed.sha256 != seen.sha256 for signed in at_head):
        return {Fault.forked}
    if any(signed.entry.previous != seen.sha256 for signed in follows):
        return {Fault.forked}
    if at_head or seen.at <= now - (ACCESS_LOG_DAYS - 1) * DAY_MS:
        return set()
    behind = ordered and ordered[-1].entry.sequence > seen.sequence
    return {Fault.missing if behind else Fault.cut}
