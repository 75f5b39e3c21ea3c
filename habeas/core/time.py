"""Units of time. Every moment is a `Millis`: milliseconds since the Unix epoch, UTC."""

from typing import Annotated

Millis = Annotated[int, "milliseconds since the Unix epoch"]

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
