"""A sleep by another name is found in the source of a test; waiting for something to happen is none."""

import ast
from textwrap import indent

import pytest

from tests.fakes.sleeps import reads_clock, sleeps


def found(code: str) -> bool:
    tree = ast.parse("async def test() -> None:\n" + indent(code, "    "))
    return any(sleeps(node) or reads_clock(node) for node in ast.walk(tree))


@pytest.mark.parametrize(
    "code",
    [
        "await asyncio.sleep(1)",
        "page.wait_for_timeout(500)",
        "event.wait(0.5)",
        "await asyncio.wait(tasks, timeout=0.01)",
        "while not holds():\n    pass",
        "while not await ready():\n    pass",
        "while not any(says(one) for one in thread):\n    await look()",
        "for _ in range(400):\n    if ready():\n        break",
        "until = time.monotonic() + 5",
    ],
)
def test_a_sleep_by_another_name_is_found(code: str) -> None:
    assert found(code)


@pytest.mark.parametrize(
    "code",
    [
        "await asyncio.wait(tasks, timeout=0)",
        "event.wait()",
        "process.wait(timeout=START_TIMEOUT_S)",
        "while piece := connection.recv(10):\n    keep(piece)",
        "while len(drawn) < size:\n    drawn += draw()",
        "while await loop.step():\n    settle()",
        "while waiting:\n    send(waiting.pop())",
        "for _ in range(3):\n    press()",
    ],
)
def test_what_waits_for_something_to_happen_is_no_sleep(code: str) -> None:
    assert not found(code)
