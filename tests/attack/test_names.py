"""The figures of `make attack` about names, small."""

from tests.attack.names import measure_copied_server, measure_reading


def test_one_key_and_a_copied_server_open_few_names_and_a_dispatchers_none() -> None:
    figures = measure_copied_server(60)
    assert figures["names_one_dispatcher_of_two_groups"].value == 0
    # Of 40 counsel two hold each name: 5 %. Of so few names the worst of 40 may open more.
    assert 0 < figures["names_one_counsel"].value <= 20
    assert figures["names_one_dispatcher_of_one_group"].value > 30


async def test_who_accepted_reads_within_ten_seconds() -> None:
    figures = await measure_reading(1)
    assert all(one.holds for one in figures.values()), figures
