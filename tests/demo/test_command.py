"""`habeas demo` as a command: what it prints, where it writes, how it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from habeas.http.server import listen

PROGRAM = [sys.executable, "-c", "from habeas.cli import main; main()", "demo"]
LINES = ("  person", "  counsel", "  desk")


def test_it_prints_three_addresses_writes_into_one_folder_and_ends_at_once(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with subprocess.Popen(
        [*PROGRAM, "--port", "0", "--folder", "here"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stdout is not None
        printed = []
        while "Ctrl-C" not in (printed or [""])[-1]:
            printed.append(line := started.stdout.readline())
            assert line, "it ended before it was ready"
        started.send_signal(signal.SIGINT)
        rest, errors = started.communicate(timeout=15)
    text = "".join(printed) + rest
    addresses = [line.split()[1] for line in text.splitlines() if line.startswith(LINES)]
    assert [address.rsplit("/", 1)[1] for address in addresses] == ["", "counsel", "desk"]
    assert started.returncode == 0, errors
    assert errors == ""
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_a_port_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [*PROGRAM, "--port", str(port), "--folder", str(tmp_path / "x")],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert not (tmp_path / "x").exists()
