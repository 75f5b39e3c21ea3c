"""What every test may ask for."""

import os
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fakes.clock import VirtualClock

if TYPE_CHECKING:
    from tests.fakes.child import Child, Prepared
    from tests.fakes.world import World

# Compiled once and read from then on, here and in every process that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


# Workers take file after file: what takes longest comes first, so that none is left alone with it in the end.
LONG = ("crash", "browser", "demo", "core", "work", "stories", "sim", "http")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A folder stays together: a browser is opened once, and closed before async tests come."""
    items.sort(key=lambda item: LONG.index(room) if (room := item.path.parent.name) in LONG else len(LONG))


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def child(instance: "Prepared") -> "Iterator[Child]":
    """The service as a process of its own, on the `instance` of a test's file; killed in the end."""
    from tests.fakes.child import Child

    made = Child(instance.settings)
    made.start()
    yield made
    made.kill()


@pytest.fixture(scope="session")
def built_pages() -> Path:
    """The folder of the built pages."""
    from habeas.wire import WEB

    if not (WEB / "index.html").exists():
        pytest.skip("the pages are not built")
    return WEB


@pytest.fixture
async def world(tmp_path: Path) -> "AsyncIterator[World]":
    """A whole instance on a virtual clock. Loaded only by those who ask for it."""
    from tests.fakes.world import world as running

    async with running(tmp_path) as made:
        yield made
