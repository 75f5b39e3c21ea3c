"""The members of the demo with the keys made for them at this start, and which of them a visitor plays."""

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
    """Who is who. A member whom a visitor signs in as is hers: what played that member stops at once."""

    def __init__(self, profiles: Iterable[Profile] = PROFILES) -> None:
        self.actors = {one.key: Actor(one, make_member()) for one in profiles}
        self._by_fingerprint = {one.fingerprint: one for one in self.actors.values()}
        self._visitors: set[str] = set()
        self._playing: dict[str, asyncio.Task[None]] = {}

    def __getitem__(self, key: str) -> Actor:
        return self.actors[key]

    def find(self, fingerprint: str) -> Actor | None:
        return self._by_fingerprint.get(fingerprint)

    def is_visitor(self, fingerprint: str | None) -> bool:
        return fingerprint in self._visitors

    def hand_over(self, fingerprint: str) -> None:
        """A visitor signed in as this member."""
        self._visitors.add(fingerprint)
        playing = self._playing.pop(fingerprint, None)
        if playing is not None:
            playing.cancel()

    async def play(self, fingerprint: str, part: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run `part` until it ends or a visitor takes the member over."""
        if self.is_visitor(fingerprint):
            return
        playing = self._playing[fingerprint] = asyncio.create_task(part())
        try:
            await asyncio.wait((playing,))
        finally:
            playing.cancel()
        if not playing.cancelled():
            playing.result()
