"""Whoever stops a long run is told in one line, and no process goes on for nobody."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

# As `habeas simulate`, but after each day it says which processes play.
PROGRAM = """
from contextlib import contextmanager
from multiprocessing import active_children
from habeas.cli import main
from habeas.cli.simulate import compare as simulate

@contextmanager
def progress(*_):
    yield lambda: print(*(one.pid for one in active_children()), flush=True)

simulate.progress = progress
main(["simulate", "quiet", "--policy", "taxi", "--seeds", "1-900", "--jobs", "2"])
"""


@pytest.fixture
def playing() -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A run that has begun, and its workers, by handles that still tell when the numbers are reused."""
    program = [sys.executable, "-c", PROGRAM]
    run = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with run:
        assert run.stdout is not None
        workers = [os.pidfd_open(int(pid)) for pid in run.stdout.readline().split()]
        yield run, workers
        for worker in workers:
            os.close(worker)
        run.kill()


def ended(worker: int) -> bool:
    return bool(select.select([worker], [], [], 60)[0])


def test_ctrl_c_ends_with_one_line_and_all_processes(
    playing: tuple[subprocess.Popen[str], list[int]],
) -> None:
    run, workers = playing
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert (run.returncode, told) == (130, "stopped\n")
    assert len(workers) == 2
    assert all(map(ended, workers))


def test_workers_end_when_the_run_is_killed(playing: tuple[subprocess.Popen[str], list[int]]) -> None:
    run, workers = playing
    run.kill()
    assert len(workers) == 2
    assert all(map(ended, workers))
