"""A few changed requests in each run; `python -m tests.fuzz requests` sends as many as you like."""

from pathlib import Path

from tests.fuzz.requests import ask_served

COUNT = 1_000


async def test_no_request_is_answered_with_a_fault_of_the_service(tmp_path: Path) -> None:
    figures = await ask_served(tmp_path, 1, COUNT)
    assert figures.faults == [], figures
    assert figures.statuses.total() == COUNT
    assert {"200", "201", "400", "401", "404"} <= set(figures.statuses), figures
