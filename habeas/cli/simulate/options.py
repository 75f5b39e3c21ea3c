"""What `habeas simulate` is asked for: options in the terms of habeas.sim, mistakes in one line."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_type_hints

import msgspec
from msgspec import Meta, structs

from habeas.cli.options import Stopped
from habeas.cli.roster_files import text_of
from habeas.commands.dispatch import Dispatch
from habeas.sim.assumptions import SCENARIOS, Assumptions
from habeas.sim.bounds import Bounds, beyond
from habeas.sim.day_tables import COUNSEL, real_day
from habeas.sim.gazetteer import BadData
from habeas.sim.knowledge import Places
from habeas.sim.policies import NAMES
from habeas.sim.runs import ScenarioSource, Setup, Source

MOST_SEEDS = 1_000
MOST_COUNSEL = 10_000
COMMANDS = ("plan", "faults")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOptions:
    """The options that `simulate` and `simulate plan` share, as they were given."""

    scenario: str | None
    day: str | None
    data: Path | None
    committed: bool
    briefing: bool
    places: Places
    seeds: str
    config: Path | None
    jobs: int | None
    quiet: bool
    json_to: str | None

    def assumptions(self) -> Assumptions:
        return assumptions_in(self.config)

    def setups(self, counsel: str | None, a: Assumptions) -> list[Setup]:
        """One for each number of counsel; looks at where results go before any day is played."""
        self.check_output(a)
        source = source_of(self.scenario, self.day, self.data, a)
        numbers = counsel_of(counsel, source)
        return [Setup(source, each, self.committed, self.briefing, self.places, a) for each in numbers]

    def check_output(self, a: Assumptions) -> None:
        if self.json_to in {*a.scenarios, *COMMANDS}:
            raise Stopped(
                f"--json {self.json_to}: is that the file, or what to play? Put --json last, or say --json "
                f"./{self.json_to} for a file of that name"
            )
        if self.json_to not in {None, "-"}:
            writable(Path(str(self.json_to)))


def writable(path: Path) -> None:
    """Whether it can be written is found before hours of playing, not after; nothing is left of the trial."""
    is_new = not path.exists()
    try:
        path.open("a").close()
    except OSError as error:
        raise Stopped(f"{path}: cannot be written ({error.strerror})") from error
    if is_new:
        path.unlink()


def assumptions_in(path: Path | None) -> Assumptions:
    """The defaults, with what the file says instead; a file that names some scenarios keeps the others."""
    if path is None:
        return Assumptions()
    text, decode = text_of(path), msgspec.toml.decode if path.suffix == ".toml" else msgspec.json.decode
    if not text.strip():
        raise Stopped(f"{path}: is empty; --print-config prints all that it may say")
    try:
        read: Assumptions = decode(text, type=Assumptions)
    except msgspec.DecodeError as error:
        raise Stopped(f"{path}: {error}") from error
    if wrong := beyond(read, instance_bounds()):
        raise Stopped(f"{path}: {wrong}")
    return structs.replace(read, scenarios={**SCENARIOS, **read.scenarios})


def instance_bounds() -> dict[str, Bounds]:
    """What an instance's settings allow for the numbers that it can set: the same here."""
    found = {}
    for name, hint in get_type_hints(Dispatch, include_extras=True).items():
        for meta in getattr(hint, "__metadata__", ()):
            if isinstance(meta, Meta):
                least = meta.ge if meta.gt is None else meta.gt
                found[name] = Bounds(least or 0, meta.le or 0, above=meta.gt is not None)
    return found


def source_of(scenario: str | None, day: str | None, data: Path | None, a: Assumptions) -> Source:
    """Either a scenario by name or a real day with the folder of its tables."""
    if (scenario is None) == (day is None):
        raise Stopped(f"say either a scenario ({', '.join(a.scenarios)}) or --day DATE with --data DIR")
    if day is None:
        return _scenario_source(scenario or "", a)
    if data is None:
        raise Stopped("--day needs --data DIR: the folder with the tables of that day")
    try:
        return real_day(data, day, a)
    except BadData as error:
        raise Stopped(str(error)) from error


def _scenario_source(scenario: str, a: Assumptions) -> ScenarioSource:
    if scenario not in a.scenarios:
        raise Stopped(f"{scenario}: no scenario; there are {', '.join(a.scenarios)}")
    return ScenarioSource(scenario, a.scenarios[scenario])


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
        return [source.scenario.counsel if isinstance(source, ScenarioSource) else COUNSEL]
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
