"""An instance without HTTP."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from habeas.doorbell.local import LocalDoorbell
from habeas.store.engine import Store
from tests.fakes.town import Town
from tests.fakes.town import town as running


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with running(tmp_path) as made:
        yield made


@pytest.fixture
def elsewhere(town: Town) -> Iterator[Town]:
    """Another process on the same database file: its doorbell rings nobody here."""
    store = Store(f"sqlite:///{town.path}")
    other = Town(
        replace(town.ctx, store=store, doorbell=LocalDoorbell()), town.clock, town.organisation, town.path
    )
    other.listed = town.listed
    yield other
    store.close()
