"""Plan a day: how many counsel it needs, where from, and from when to when."""

import click

from habeas.cli.options import Stopped
from habeas.cli.simulate.options import SharedOptions, minutes_of, policies_of, seeds_of
from habeas.cli.simulate.output import console, progress, write_json
from habeas.cli.simulate.plan_output import as_dict, tell
from habeas.cli.simulate.shared_options import PlayCommand, asks, processes
from habeas.sim.plan import Ask, Plan, Wish
from habeas.sim.plan import plan as plan_day
from habeas.sim.runs import runner


@click.command("plan", cls=PlayCommand)
@click.option(
    "--reach",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.9,
    show_default=True,
    help="Share of people.",
)
@click.option(
    "--within",
    metavar="TIME",
    default="3h",
    show_default=True,
    help="From the press until somebody is there.",
)
@click.option(
    "--most", type=click.IntRange(1, 5_000), default=500, show_default=True, help="Counsel to think of."
)
@click.option(
    "--by",
    type=click.Choice(["okrug", "district"]),
    default="okrug",
    show_default=True,
    help="What to name as where.",
)
@click.option("--policy", default="pooled", show_default=True, help="How people and counsel are matched.")
@asks
def plan(options: SharedOptions, *, reach: float, within: str, most: int, by: str, policy: str) -> None:
    """Find the fewest counsel with whom enough people are reached in time.

    The number is searched for by playing the same days with more and fewer counsel; then the days are played
    once more with shifts, for hours that nobody would need are not asked of anybody. Where: by the places
    that counsel came to first. If no number does, it says so, and what comes nearest.

    \b
      habeas simulate plan busy --reach 0.9 --within 3h
      habeas simulate plan --day 2017-03-26 --data DIR --committed --seeds 1-3 --json plan.json
    """
    numbers, wish = seeds_of(options.seeds), Wish(reach, minutes_of(within), most)
    names = policies_of((policy,))
    if len(names) != 1:
        raise Stopped("--policy: a plan is made for one policy")
    setup = options.setups(None, options.assumptions())[0]
    ask = Ask(setup, names[0], tuple(numbers), wish, by)
    found = _run_plan(ask, processes(options.jobs), options.quiet)
    if options.json_to is not None:
        write_json(as_dict(ask, found), options.json_to)
    if options.json_to != "-":
        tell(console(), ask, found)


def _run_plan(ask: Ask, side_by_side: int, quiet: bool) -> Plan:
    from habeas.wire import stopwatch

    size = min(side_by_side, len(ask.seeds))
    with progress(None, "days played", quiet) as done, runner(stopwatch, size, done) as run:
        return plan_day(ask, run)
