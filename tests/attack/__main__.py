"""`make attack`: those who would turn the service against the people it serves, each with what they can do.

All of it happens on this machine and ends by itself, after some minutes. Exit code 1: something broke.
"""

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from bench.figures import Figures
from bench.flood import Scale, measure_scale
from bench.instance import Instances
from tests.attack.names import measure_copied_server, measure_reading

# Who attacks, and the tests in which they do.
ATTACKERS = {
    "a hostile server": (
        "browser/test_hostile.py",
        "browser/test_lying_lists.py",
        "browser/test_manifest.py",
        "browser/test_access_log.py",
        "http/test_manifest.py",
    ),
    "an insider": (
        "http/test_access.py",
        "stories/test_access_log.py",
        "stories/test_names.py",
        "commands/test_suspend.py",
    ),
    "who takes the server": (
        "browser/test_canaries.py",
        "browser/test_place_tags.py",
        "http/test_door.py",
        "http/test_request_lines.py",
    ),
    "who takes the phone": ("browser/test_wipe.py", "http/test_alike.py"),
    "who seals what nobody can read": ("crash/test_drill_process.py", "fuzz/test_credentials.py"),
    "a flooder of everything but presses": (
        "commands/test_call_words.py",
        "commands/test_ranks.py",
        "http/test_slow.py",
        "http/test_streams.py",
    ),
}
KINDS = (*ATTACKERS, "names", "flood", "fuzz")
FUZZERS = (("texts", 100_000), ("requests", 10_000))
FLOOD = Scale(seconds=60.0)
SUMMARY = re.compile(r"\d+ (?:passed|failed|error).*")


@click.command()
@click.option("--only", help="One attacker, by a word of the name; names, flood and fuzz are such words too.")
def main(only: str | None) -> None:
    """Attack the service on this machine, and print what held with its figures."""
    names = [name for name in KINDS if only is None or only in name]
    if not names:
        raise click.BadParameter(f"there are {', '.join(KINDS)}", param_hint="--only")
    held = [_attack(name) for name in names]
    sys.exit(not all(held))


def _attack(name: str) -> bool:
    if name == "names":
        return _tell_all(measure_copied_server() | asyncio.run(measure_reading()))
    if name == "flood":
        return _flood()
    if name == "fuzz":
        held = [_fuzz(kind, count) for kind, count in FUZZERS]
        return all(held)
    ended = _run("pytest", *(f"tests/{file}" for file in ATTACKERS[name]))
    found = SUMMARY.findall(ended.stdout)
    return _tell(name, found[-1].strip() if found else ended.stderr[-400:], ended.returncode == 0)


def _fuzz(kind: str, count: int) -> bool:
    ended = _run("tests.fuzz", kind, "--count", str(count))
    return _tell(
        f"fuzz, {count:,} {kind}", ended.stdout.strip() or ended.stderr[-400:], ended.returncode == 0
    )


def _flood() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        figures = measure_scale(Instances(Path(folder)), FLOOD, lambda words: click.echo(f"  {words}"))
    return _tell_all(figures)


def _tell_all(figures: Figures) -> bool:
    held = [
        _tell(name.replace("_", " "), f"{one.value:.4g} {one.unit} (goal: {one.goal})", one.holds)
        for name, one in figures.items()
    ]
    return all(held)


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True)


def _tell(name: str, figure: str, holds: bool) -> bool:
    click.echo(f"{'held ' if holds else 'BROKE'}  {name}: {figure}")
    return holds


main()
