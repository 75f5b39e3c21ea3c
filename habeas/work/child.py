"""The process that answers drills (habeas/drill), from the service's side: two pipes and its end."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from msgspec import Struct

from habeas.drill.lines import LINE_BYTES, BadLine, decode, encode

T = TypeVar("T")

COMMAND = (sys.executable, "-P", "-m", "habeas.drill")


class ChildEnded(Exception):
    """The process is gone, or says what it never says. The message has no word of it."""


class Child:
    """Made by `open_child`. Nothing of the environment reaches it but Python's own."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._writer, self._reader = process.stdin, process.stdout

    async def tell(self, line: Struct) -> None:
        """Raises ChildEnded."""
        # To write to a pipe that is closed already is no ConnectionError to every loop.
        if self._writer.is_closing():
            raise ChildEnded("closed its pipe")
        try:
            self._writer.write(encode(line))
            await self._writer.drain()
        except ConnectionError as error:
            raise ChildEnded("closed its pipe") from error

    async def read(self, kind: type[T]) -> T:
        """The next line, of this kind. Raises ChildEnded."""
        try:
            line = await self._reader.readline()
            if line:
                return decode(line, kind)
        except (ValueError, BadLine) as error:
            raise ChildEnded("wrote a line that it never writes") from error
        code = await self.end()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        raise ChildEnded(f"ended with {how}")

    async def end(self) -> int:
        """Kill it, and all that it has started; returns its exit code."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._writer.close()
        return await self._process.wait()


@asynccontextmanager
async def open_child(command: Sequence[str] = COMMAND) -> AsyncIterator[Child]:
    """In a session of its own: Ctrl-C is for the service alone. Raises OSError where none can be started."""
    environment = {name: value for name, value in os.environ.items() if name.startswith("PYTHON")}
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, limit=LINE_BYTES, env=environment, start_new_session=True
    )
    child = Child(process)
    try:
        yield child
    finally:
        await child.end()
