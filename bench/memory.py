"""What a process holds in memory, as Linux tells."""

from pathlib import Path
from typing import NamedTuple


class Memory(NamedTuple):
    """Megabytes. rss counts shared pages whole; pss gives each process its share of them."""

    rss: float
    pss: float


def memory(pid: int) -> Memory:
    """Of a running process of ours."""
    return told(Path(f"/proc/{pid}/smaps_rollup").read_text())


def told(rollup: str) -> Memory:
    """From the text of smaps_rollup, which counts in kB of 1,024 bytes."""
    fields = dict(line.split(":", 1) for line in rollup.splitlines()[1:])
    rss, pss = (int(fields[name].split()[0]) * 1_024 / 1e6 for name in ("Rss", "Pss"))
    return Memory(rss, pss)
