"""What every test may ask for."""

import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fakes.clock import VirtualClock

if TYPE_CHECKING:
    from tests.fakes.world import World

# Compiled once and read from then on, here and in every process that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def world(tmp_path: Path) -> "AsyncIterator[World]":
    """A whole instance on a virtual clock. Loaded only by those who ask for it."""
    from tests.fakes.world import world as running

    async with running(tmp_path) as made:
        yield made
