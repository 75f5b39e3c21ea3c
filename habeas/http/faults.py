"""What may be logged of an error: its type and lines of code. Never its message: it may quote somebody."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def describe(error: BaseException) -> str:
    """The error and its causes, each as its type and the lines of code that led to it."""
    return "\ncaused by ".join(
        f"{type(cause).__name__}\n{''.join(traceback.format_tb(cause.__traceback__))}"
        for cause in _chain(error)
    )


class Discreet(logging.Formatter):
    """Writes every logged error as `describe` does, even those of the server and of the event loop."""

    def formatException(self, ei: ExcInfo) -> str:
        return describe(ei[1]) if ei[1] is not None else ""


def log_to_stderr() -> None:
    """All logs of this process, without messages of errors and without the chatter of libraries."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for chatty in ("alembic", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # It warns of each request that is no HTTP: whoever sends a million of them would fill the disk.
    logging.getLogger("uvicorn").setLevel(logging.ERROR)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
