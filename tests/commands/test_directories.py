"""Publishing the directory, as the signers have it; and where the settings differ from it."""

from dataclasses import replace

import pytest
from msgspec import structs

from habeas.commands import directories, public
from habeas.commands.errors import Refused
from habeas.commands.settings import Hotline
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


async def test_areas_nearer_than_the_grain_are_not_published(town: Town) -> None:
    city = town.organisation.city([listed_counsel("Anna")])
    near = structs.replace(
        city, areas=[structs.replace(area, lat_e5=row) for row, area in enumerate(city.areas)]
    )
    document = town.organisation.sign_directory(near, town.clock.now())
    with pytest.raises(Refused) as refused:
        await directories.publish(town.ctx, document)
    assert refused.value.detail == "The directory is refused: grain."


async def test_what_phones_do_not_have_is_named(town: Town) -> None:
    guides = {"/guides/index.json": b"{}"}
    members = ["name", "grain_metres", "areas", "places", "entries", "guides"]
    assert await directories.differences(town.ctx, guides) == members
    content = await directories.draft(town.ctx, guides)
    listed = structs.replace(content, entries=[listed_counsel("Anna", "north")])
    await directories.publish(town.ctx, town.organisation.sign_directory(listed, town.clock.now()))
    assert await directories.differences(town.ctx, guides) == []
    assert await directories.differences(town.ctx, {"/guides/index.json": b"{} "}) == ["guides"]
    moved = structs.replace(town.ctx.settings, grain_metres=2_000, areas=town.ctx.settings.areas[:2])
    assert await directories.differences(replace(town.ctx, settings=moved), guides) == [
        "grain_metres",
        "areas",
    ]


async def test_what_signers_added_to_a_hotline_stays(town: Town) -> None:
    line = Hotline({"en": "Line"}, "+44 1632 960000", sms=False)
    ctx = replace(town.ctx, settings=structs.replace(town.ctx.settings, hotlines=(line,)))
    content = await directories.draft(ctx, {})
    hours = {"en": "8 to 22"}
    known = structs.replace(content, entries=[structs.replace(content.entries[0], hours=hours)])
    await directories.publish(ctx, town.organisation.sign_directory(known, town.clock.now()))
    assert (await directories.draft(ctx, {})).entries[0].hours == hours
