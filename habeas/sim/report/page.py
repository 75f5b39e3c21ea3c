"""The page of a report."""

from collections.abc import Sequence
from html import escape

from habeas.sim.report import tables
from habeas.sim.report.alone import alone
from habeas.sim.report.compare import comparison
from habeas.sim.report.map import city_map
from habeas.sim.report.over_time import over_time
from habeas.sim.report.style import CSS
from habeas.sim.report.svg import html
from habeas.sim.report.waits import waits
from habeas.sim.report.words import LABELS, hours
from habeas.sim.results import Comparison, mean
from habeas.sim.trace import Trace

# The house's own policy is what a report is about, if it was played.
HOUSE_POLICY = "pooled"
HEADLINES = 4
# Nothing is asked of anybody: not of this disk either.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def pictures(found: Comparison) -> dict[str, str]:
    """Each picture of a page as a file, by name; needs the trace of the first seed's days."""
    focus, days = _focus_and_days(found)
    who = f"{found.setup.source.name}, {found.setup.counsel} counsel"
    day = f"{who}, day {found.seeds[0]}"
    drawn = {
        "policies": (comparison(found, focus, "policies"), f"{who}: mean and deviation of {_days(found)}"),
        "people": (over_time(days, "people"), f"{day}: people who are not helped yet"),
        "waits": (waits(days[focus], _limit(found), "waits"), f"{day} with {focus}: how long each waited"),
        "map": (city_map(days[focus], _limit(found), "map"), f"{day} with {focus}: how each place fared"),
    }
    return {name: alone(picture, title) for name, (picture, title) in drawn.items()}


def _days(found: Comparison) -> str:
    return "one drawn day" if len(found.seeds) == 1 else f"{len(found.seeds)} drawn days"


def _focus_and_days(found: Comparison) -> tuple[str, dict[str, Trace]]:
    """The policy that the report is about, and the first seed's day under each."""
    focus = HOUSE_POLICY if HOUSE_POLICY in found.policies else list(found.policies)[-1]
    days = {name: day for name, outcomes in found.policies.items() if (day := outcomes[0].trace) is not None}
    return focus, days


def page(found: Sequence[Comparison]) -> str:
    """One section a comparison. Each needs the trace of its first seed's days."""
    body = "".join(_section(one, number) for number, one in enumerate(found))
    title = f"Simulated: {found[0].setup.source.name}"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{escape(title)}</title><style>{CSS}</style></head><body><main>{body}</main></body></html>\n"
    )


def _section(found: Comparison, number: int) -> str:
    focus, days = _focus_and_days(found)
    return "".join(
        (
            _head(found, focus, days[focus]),
            _policies(found, focus, number),
            _over_time(days, found.seeds[0], number),
            _waits(found, days[focus], focus, number),
            _map(found, days[focus], focus, number),
            _assumptions(found),
        )
    )


def _head(found: Comparison, focus: str, day: Trace) -> str:
    setup, means = found.setup, mean(found.policies[focus])
    levers = [
        text
        for text, is_so in (("committed duty", setup.committed), ("group briefing", setup.briefing))
        if is_so
    ]
    what = f"{len(day.people)} people, {setup.counsel} counsel" + "".join(f", {text}" for text in levers)
    cards = "".join(
        f"<div><dt>{escape(label.text)}</dt><dd>{label.format(label.of(means))}</dd></div>"
        for label in LABELS[:HEADLINES]
    )
    told = [*setup.source.notes, *(f"Not placed: {one}." for one in setup.source.unknown_places)]
    return (
        f"<h1>{escape(setup.source.name)}: {what}</h1>"
        f"<p>In time is within {hours(_limit(found))} of the press. The service knows places by "
        f"{_places(setup.places)}. Means of {_days(found)}; the numbers are those of "
        f"<b>{escape(focus)}</b>.</p>"
        f'<dl class="cards">{cards}</dl>' + "".join(f'<p class="quiet">{escape(one)}</p>' for one in told)
    )


def _places(places: str) -> str:
    tags = "district, with sealed tags that tell stations apart"
    names = {"exact": "station", "tag": tags, "looked": f"{tags} once a human has looked"}
    return names.get(places, places)


def _limit(found: Comparison) -> float:
    return found.setup.assumptions.dispatch.limit_minutes


def _policies(found: Comparison, focus: str, number: int) -> str:
    return (
        "<h2>Policies compared</h2><p>All meet the same days, people and roads. A bar is the mean, the thin "
        "line one standard deviation to both sides, a dot is one day.</p>"
        + html(comparison(found, focus, f"policies-{number}"))
        + tables.policies(found, focus)
    )


def _over_time(days: dict[str, Trace], seed: int, number: int) -> str:
    return (
        f"<h2>People over the day</h2><p>Day {seed}, hour by hour: how many people have pressed and are not "
        f"helped yet.</p>" + html(over_time(days, f"people-{number}"))
    )


def _waits(found: Comparison, day: Trace, focus: str, number: int) -> str:
    return (
        f"<h2>Who waited longest</h2><p>Day {found.seeds[0]} with {escape(focus)}: a mark is a person, by "
        f"when she pressed and how long she waited.</p>"
        + html(waits(day, _limit(found), f"waits-{number}"))
        + tables.longest(day)
    )


def _map(found: Comparison, day: Trace, focus: str, number: int) -> str:
    return (
        f"<h2>Places</h2><p>Day {found.seeds[0]} with {escape(focus)}: the larger a circle, the more people "
        f"were brought there. The places that fared worst are named.</p>"
        + html(city_map(day, _limit(found), f"map-{number}"))
        + tables.worst_places(day, _limit(found))
    )


def _assumptions(found: Comparison) -> str:
    setup = found.setup
    return (
        "<h2>Assumptions</h2><p>These are inputs, not findings: a day is as true as they are.</p>"
        "<details><summary>All numbers</summary>"
        + tables.assumptions(setup.assumptions, setup.source.name)
        + "</details>"
    )
