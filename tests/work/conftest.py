"""An instance without HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.town import Town
from tests.fakes.town import town as running


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with running(tmp_path) as made:
        yield made
