"""Days to play in tests: short ones, and how the command is called."""

from click.testing import CliRunner, Result

from habeas.cli import main
from habeas.sim.assumptions import Assumptions
from habeas.sim.knowledge import Places
from habeas.sim.results import Comparison, compare
from habeas.sim.runs import ScenarioSource, Setup, Source, runner

A = Assumptions()
QUIET = ScenarioSource("quiet", A.scenarios["quiet"])


def no_time() -> float:
    """A stopwatch that stands still."""
    return 0.0


def setup(source: Source = QUIET, counsel: int = 15, places: Places = "exact") -> Setup:
    return Setup(source, counsel, committed=False, briefing=False, places=places, assumptions=A)


def compared(*policies: str, seeds: tuple[int, ...] = (1,), of: Setup | None = None) -> Comparison:
    with runner(no_time, 1, lambda: None) as run:
        (found,) = compare([of or setup()], policies, seeds, run, traced=True)
    return found


def simulate(*words: str) -> Result:
    return CliRunner().invoke(main, ["simulate", *words])


def told_in_one_line(result: Result) -> str:
    """The line on stderr of a command that could not go on."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr
