"""The process that answers drills says nothing of what it opens: messages of errors may quote it."""

import logging
import sys
import traceback
from types import TracebackType


def keep_silent() -> None:
    """No log, and at a bad end one line on standard error: the kind of error and the place in the code."""
    logging.disable()
    sys.excepthook = _write_place


def _write_place(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename}:{frame.lineno}"
    print(f"ERROR habeas: the drill counsel fails: {type(error).__name__} at {place}", file=sys.stderr)
