"""What `habeas simulate` is asked for: options in the terms of habeas.sim, mistakes in one line."""

import re
from pathlib import Path

import msgspec
from msgspec import structs

from habeas.cli.options import Stopped
from habeas.cli.roster_files import text_of
from habeas.sim.assumptions import SCENARIOS, Assumptions
from habeas.sim.gazetteer import BadData
from habeas.sim.policies import NAMES
from habeas.sim.published import COUNSEL, real_day
from habeas.sim.runs import Drawn, Source

MOST_SEEDS = 1_000
MOST_COUNSEL = 10_000


def assumptions_in(path: Path | None) -> Assumptions:
    """The defaults, with what the file says instead; a file that names some scenarios keeps the others."""
    if path is None:
        return Assumptions()
    decode = msgspec.toml.decode if path.suffix == ".toml" else msgspec.json.decode
    try:
        read: Assumptions = decode(text_of(path), type=Assumptions)
    except msgspec.DecodeError as error:
        raise Stopped(f"{path}: {error}") from error
    return structs.replace(read, scenarios={**SCENARIOS, **read.scenarios})


def source_of(scenario: str | None, day: str | None, data: Path | None, a: Assumptions) -> Source:
    """Either a scenario by name or a real day with the folder of its tables."""
    if (scenario is None) == (day is None):
        raise Stopped(f"say either a scenario ({', '.join(a.scenarios)}) or --day DATE with --data DIR")
    if day is None:
        return _drawn(scenario or "", a)
    if data is None:
        raise Stopped("--day needs --data DIR: the folder with the tables of that day")
    try:
        return real_day(data, day, a)
    except BadData as error:
        raise Stopped(str(error)) from error


def _drawn(scenario: str, a: Assumptions) -> Drawn:
    if scenario not in a.scenarios:
        raise Stopped(f"{scenario}: no scenario; there are {', '.join(a.scenarios)}")
    return Drawn(scenario, a.scenarios[scenario])


def policies_of(given: tuple[str, ...]) -> list[str]:
    """In the order given, each once."""
    names = [name.strip() for one in given for name in one.split(",")]
    if "all" in names:
        return list(NAMES)
    for name in names:
        if name not in NAMES:
            raise Stopped(f"{name}: no policy; there are {', '.join(NAMES)}, or all")
    return list(dict.fromkeys(names))


def seeds_of(text: str) -> list[int]:
    """`7`, or `1-8`: both ends included."""
    found = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", text.strip())
    if found is None:
        raise Stopped(f"--seeds {text}: say one number, or two as in 1-8")
    first, last = int(found[1]), int(found[2] or found[1])
    if not first <= last < first + MOST_SEEDS:
        raise Stopped(f"--seeds {text}: the first comes first, and there are {MOST_SEEDS} at most")
    return list(range(first, last + 1))


def counsel_of(text: str | None, source: Source) -> list[int]:
    """`60`, or `60,120,200`; else what the scenario says."""
    if text is None:
        return [source.scenario.counsel if isinstance(source, Drawn) else COUNSEL]
    parts = [part.strip() for part in text.split(",")]
    if not all(re.fullmatch(r"\d{1,5}", part) and 1 <= int(part) <= MOST_COUNSEL for part in parts):
        raise Stopped(f"--counsel {text}: say numbers from 1 to {MOST_COUNSEL}, as in 60 or 60,120,200")
    return list(dict.fromkeys(int(part) for part in parts))


def minutes_of(text: str) -> float:
    """`3h`, `90m`, `2h30m`."""
    found = re.fullmatch(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?", text.strip())
    minutes = 60 * int(found[1] or 0) + int(found[2] or 0) if found else 0
    if not minutes:
        raise Stopped(f"--within {text}: say hours and minutes, as in 3h, 90m or 2h30m")
    return float(minutes)
