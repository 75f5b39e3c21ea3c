"""What may be logged of a failure: its kind and where; never its message, which may quote somebody."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def told(error: BaseException) -> str:
    """The failure and its causes, each as its kind and the lines of code that led to it."""
    return "\ncaused by ".join(
        f"{type(fault).__name__}\n{''.join(traceback.format_tb(fault.__traceback__))}"
        for fault in _chain(error)
    )


class Discreet(logging.Formatter):
    """Writes every logged failure as `told` does, whoever logs it: ours, the server's, the event loop's."""

    def formatException(self, ei: _Raised) -> str:
        return told(ei[1]) if ei[1] is not None else ""


def log_to_stderr() -> None:
    """All logs of this process, without messages of failures and without the chatter of libraries."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for chatty in ("uvicorn", "alembic", "httpx"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
