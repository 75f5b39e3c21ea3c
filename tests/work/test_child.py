"""What the service believes of the process that answers drills: nothing but lines that it may write."""

import sys
from collections.abc import Sequence

import pytest

from habeas.drill.lines import Keys, Setup
from habeas.work.child import ChildEnded, open_child


def program(text: str) -> Sequence[str]:
    return (sys.executable, "-c", text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("print('[' * 900)", "never writes"),
        ("print('[' * 5_000)", "never writes"),
        ("import sys; sys.stdout.buffer.write(bytes([255, 10]))", "never writes"),
        ("print('{}')", "never writes"),
        ("import sys; sys.exit(7)", "exit code 7"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGALRM)", "SIGALRM"),
        ("import os, signal; os.close(1); signal.pause()", "SIGKILL"),
    ],
)
async def test_whatever_it_does_is_its_end(text: str, says: str) -> None:
    with pytest.raises(ChildEnded, match=says):
        async with open_child(program(text)) as child:
            await child.read(Keys)


async def test_one_that_is_gone_can_be_told_nothing() -> None:
    async with open_child(program("import os; os.close(0); print('{}')")) as child:
        with pytest.raises(ChildEnded):
            await child.read(Keys)
        with pytest.raises(ChildEnded, match="closed"):
            await child.tell(Setup("", "", 0))
