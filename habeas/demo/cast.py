"""The members of the demo, with keys made at this start, and which of them a visitor plays."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from habeas.client.seal.keys import MemberKeys, make_member
from habeas.demo.people import PROFILES, Profile


@dataclass(frozen=True)
class Actor:
    profile: Profile
    keys: MemberKeys

    @property
    def fingerprint(self) -> str:
        return self.keys.kid


class Cast:
    """The members by key and fingerprint. When a visitor signs in as one, the robot that played her stops."""

    def __init__(self, profiles: Iterable[Profile] = PROFILES) -> None:
        self.actors = {profile.key: Actor(profile, make_member()) for profile in profiles}
        self._by_fingerprint = {actor.fingerprint: actor for actor in self.actors.values()}
        self._visitors: set[str] = set()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def __getitem__(self, key: str) -> Actor:
        return self.actors[key]

    def find(self, fingerprint: str) -> Actor | None:
        return self._by_fingerprint.get(fingerprint)

    def is_visitor(self, fingerprint: str | None) -> bool:
        return fingerprint in self._visitors

    def hand_over(self, fingerprint: str) -> None:
        """A visitor signed in as this member."""
        self._visitors.add(fingerprint)
        task = self._tasks.pop(fingerprint, None)
        if task is not None:
            task.cancel()

    async def play(self, fingerprint: str, part: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run `part` until it ends or a visitor takes the member over."""
        if self.is_visitor(fingerprint):
            return
        task = self._tasks[fingerprint] = asyncio.create_task(part())
        try:
            await asyncio.wait((task,))
        finally:
            task.cancel()
        if not task.cancelled():
            task.result()
