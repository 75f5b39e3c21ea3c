"""What the service believes of the process that answers drills: nothing but lines that it may write."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import uvloop

from habeas.drill.lines import Keys, Setup
from habeas.work.child import COMMAND, ChildEnded, open_child


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


@pytest.mark.parametrize("nothing", [os.devnull, __file__])
def test_started_by_hand_it_ends_at_once(nothing: str) -> None:
    """Without a service at the other end of a pipe there is nothing to wait for."""
    with Path(nothing).open("rb") as stdin:
        ended = subprocess.run(COMMAND, stdin=stdin, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("ERROR habeas: the drill counsel fails: BadLine at ")
    assert (ended.stdout, ended.stderr.count("\n")) == ("", 1)


@pytest.mark.parametrize("new_loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_one_that_is_gone_can_be_told_nothing(new_loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    """Each of the loops has its own error for a pipe that is closed; the service runs on the second."""

    async def tell() -> None:
        async with open_child(program("import os; os.close(0); print('{}')")) as child:
            with pytest.raises(ChildEnded):
                await child.read(Keys)
            await child.end()
            with pytest.raises(ChildEnded, match="closed"):
                await child.tell(Setup("", "", 0))

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(tell())
