"""A slow disk for one process: a small library, made with the machine's C compiler and loaded before libc."""

import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")
DELAY_MS = 5


def compiler() -> str | None:
    """The machine's C compiler, if it has one."""
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def environment(folder: Path) -> dict[str, str] | None:
    """What to start a process with, so that each flush takes DELAY_MS longer; None without compiler."""
    found = compiler()
    if found is None:
        return None
    library = folder / "slow_disk.so"
    command = [found, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return {"LD_PRELOAD": str(library), "DELAY_MS": str(DELAY_MS)}
