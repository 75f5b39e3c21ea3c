"""What may be logged of a failure: its kind and where; never its message, which may quote somebody."""

import traceback
from collections.abc import Iterator


def told(error: BaseException) -> str:
    """The failure and its causes, each as its kind and the lines of code that led to it."""
    return "\ncaused by ".join(
        f"{type(fault).__name__}\n{''.join(traceback.format_tb(fault.__traceback__))}"
        for fault in _chain(error)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
