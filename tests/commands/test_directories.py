"""Publishing the directory: whom to call, as the signers have it and not otherwise."""

import pytest

from habeas.commands import directories, public
from habeas.commands.errors import Refused
from habeas.core.time import DAY_MS
from tests.fakes.organisation import FakeOrganisation, listed_counsel
from tests.fakes.town import Town


async def refusal(town: Town, document: str) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        await directories.publish(town.ctx, document)
    return refused.value.status, refused.value.kind


async def test_anybody_reads_the_newest_in_pieces(town: Town) -> None:
    many = [listed_counsel(f"Counsel {row}", "north") for row in range(100)]
    for version in (1, 3):
        document = town.organisation.directory(many, town.clock.now(), version)
        assert await directories.publish(town.ctx, document) == version
    first = await public.directory_part(town.ctx, 0)
    pieces = [(await public.directory_part(town.ctx, part)).text for part in range(first.parts)]
    assert (first.version, len(pieces) > 1, "".join(pieces)) == (3, True, document)
    assert await directories.publish(town.ctx, document) == 3


async def test_what_a_phone_would_refuse_is_not_published(town: Town) -> None:
    now, entries = town.clock.now(), [listed_counsel("Anna")]
    assert await refusal(town, "{}") == (400, "malformed")
    assert await refusal(town, town.organisation.directory(entries, now, signatures=1)) == (400, "malformed")
    assert await refusal(town, FakeOrganisation().directory(entries, now)) == (400, "malformed")
    assert await refusal(town, town.organisation.directory(entries, now - 91 * DAY_MS)) == (400, "malformed")
    elsewhere = town.organisation.directory([listed_counsel("Anna", "atlantis")], now)
    assert await refusal(town, elsewhere) == (400, "malformed")
    await directories.publish(town.ctx, town.organisation.directory(entries, now, 2))
    assert await refusal(town, town.organisation.directory(entries, now, 1)) == (409, "directory-order")
    other = town.organisation.directory([listed_counsel("Boris")], now, 2)
    assert await refusal(town, other) == (409, "directory-order")
