"""Simulate a day: compare ways of matching people with counsel."""

from pathlib import Path
from typing import Any

import click

from habeas.cli.simulate.faults import faults
from habeas.cli.simulate.options import SharedOptions, policies_of, seeds_of, writable
from habeas.cli.simulate.output import progress, tell, write, write_json
from habeas.cli.simulate.plan import plan
from habeas.cli.simulate.shared_options import FILE, FOLDER, PlayCommand, asks, processes
from habeas.sim.results import Comparison, as_dict, compare
from habeas.sim.runs import Setup, runner


class _Simulate(PlayCommand):
    """`simulate plan` and `simulate faults` are commands; any other first word is a scenario."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        for word, command in (("plan", plan), ("faults", faults)):
            if args[:1] == [word]:
                return command.make_context(f"{info_name} {word}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(cls=_Simulate)
@click.option(
    "--policy",
    "policies",
    metavar="NAME,...",
    multiple=True,
    default=("pooled",),
    help="What to compare; or all.",
)
@click.option("--counsel", metavar="N,...", help="How many are on duty.  [default: what the scenario says]")
@click.option("--report", type=FILE, help="Write pictures and tables as one HTML file.")
@click.option("--pictures", type=FOLDER, help="Write each picture as an SVG file into this folder.")
@click.option(
    "--print-config",
    is_flag=True,
    help="Print all assumptions as JSON (or --json FILE), to start from, and stop.",
)
@asks
def simulate(
    options: SharedOptions,
    *,
    policies: tuple[str, ...],
    counsel: str | None,
    report: Path | None,
    pictures: Path | None,
    print_config: bool,
) -> None:
    """Play a day in a city with the engine that serves, and say how people fared.

    SCENARIO is quiet, busy or mass: a drawn day. Policies meet the same days, people and roads. Equal seeds
    give equal days on every machine; only how long a decision takes differs.

    \b
    Which policy reaches people in time on a busy day?
      habeas simulate busy --policy taxi+w,batch,pooled --seeds 1-4 --report busy.html
    What if counsel had committed their time, on a day that was?
      habeas simulate --day 2017-03-26 --data DIR --counsel 60,120 --committed

    \b
    How many counsel, where and when, so that 9 of 10 are reached within three hours?
      habeas simulate plan busy --reach 0.9 --within 3h        (habeas simulate plan --help)
    """
    a = options.assumptions()
    if print_config:
        options.check_output(a)
        return write_json(a, options.json_to or "-")
    names, numbers, setups = policies_of(policies), seeds_of(options.seeds), options.setups(counsel, a)
    if report is not None:
        writable(report)
    if pictures is not None:
        writable(pictures / "map.svg")
    found = _run_comparison(
        setups, names, numbers, options, traced=report is not None or pictures is not None
    )
    if report is not None:
        from habeas.sim.report.page import page

        write(report, page(found))
    if pictures is not None:
        _draw(found, pictures)
    return _tell(found, options.json_to)


def _run_comparison(
    setups: list[Setup], names: list[str], seeds: list[int], options: SharedOptions, *, traced: bool
) -> list[Comparison]:
    from habeas.wire import stopwatch

    days = len(setups) * len(names) * len(seeds)
    size = min(processes(options.jobs), days)
    with progress(days, "days", options.quiet) as done, runner(stopwatch, size, done) as run:
        return compare(setups, names, seeds, run, traced=traced)


def _draw(found: list[Comparison], folder: Path) -> None:
    """map.svg and so on; map-60.svg where several numbers of counsel were asked for."""
    from habeas.sim.report.page import pictures

    for one in found:
        number = f"-{one.setup.counsel}" if len(found) > 1 else ""
        for name, text in pictures(one).items():
            write(folder / f"{name}{number}.svg", text)


def _tell(found: list[Comparison], json_to: str | None) -> None:
    """The table, unless stdout is for JSON."""
    if json_to is not None:
        told = [as_dict(one) for one in found]
        write_json(told[0] if len(told) == 1 else {"results": told}, json_to)
    if json_to != "-":
        for one in found:
            tell(one)
