"""What every test may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.clock import VirtualClock
from tests.fakes.world import World
from tests.fakes.world import world as running


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A whole instance on a virtual clock."""
    async with running(tmp_path) as made:
        yield made
