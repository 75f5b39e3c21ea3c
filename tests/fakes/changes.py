"""Looking again when another process has written, and not before (inotify(7), Linux)."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

MODIFIED = 0x2
ROOM = 1 << 16


class _Writing:
    """Tells of each writing to a file of the folder; what comes between two askings is not lost."""

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._file = libc.inotify_init()
        if self._file < 0 or libc.inotify_add_watch(self._file, os.fsencode(folder), MODIFIED) < 0:
            raise OSError(ctypes.get_errno(), "inotify")

    def next(self) -> None:
        os.read(self._file, ROOM)

    def close(self) -> None:
        os.close(self._file)


def looks(database: Path) -> Iterator[None]:
    """At once, and again after each writing. Goes on until nobody asks, or the test takes too long."""
    with closing(_Writing(database.parent)) as writing:
        while True:
            yield
            writing.next()
