"""What the process that answers drills may use. Whatever it opens, the kernel ends it beyond that."""

import asyncio
import os
import resource
import signal
import sys

# Of address space. It takes some 60 MB, with fifty drills at a time too.
MEMORY_BYTES = 256 * 2**20
# No step between two waits may take longer; the longest honest one takes milliseconds.
STEP_S = 20
BEAT_S = 5
NICENESS = 10


def set_limits() -> None:
    """For the rest of this process: they cannot be raised again. Keys never go to the disk with a core."""
    if sys.platform == "linux":  # elsewhere every process has more from its beginning
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.nice(NICENESS)


async def beat() -> None:
    """Until cancelled. Once it cannot, since a step does not end, SIGALRM ends the process."""
    while True:
        signal.setitimer(signal.ITIMER_REAL, STEP_S)
        await asyncio.sleep(BEAT_S)
