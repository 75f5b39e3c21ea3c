"""The operator puts a counsel out while the service runs: her stream ends, and she does not come back."""

import asyncio
from pathlib import Path

import pytest

from habeas.client.api import Problem
from tests.fakes.child import Child, habeas, prepare, signed_in
from tests.fakes.ready import client

AT_ONCE_S = 5


async def test_her_stream_ends_within_seconds_and_she_is_let_in_no_more(tmp_path: Path) -> None:
    made = await asyncio.to_thread(prepare, tmp_path / "instance", counsel=1)
    child = Child(made.settings)
    child.start()
    async with client(child.url) as http:
        (fingerprint,) = made.keys
        counsel = await signed_in(made, fingerprint, http)
        events = counsel.api.events("/v1/counsel/live")
        await anext(events)
        assert habeas(made.settings, "suspend", fingerprint) == "suspended: sign a roster without her next\n"
        async with asyncio.timeout(AT_ONCE_S):
            assert [event async for event in events] == []
        with pytest.raises(Problem) as problem:
            await counsel.view()
        assert problem.value.status == 401
        assert habeas(made.settings, "suspend", fingerprint, "--lift") == "she may sign in again\n"
        again = await signed_in(made, fingerprint, http)
        assert not (await again.view()).duty.on
    assert child.stop() == 0
