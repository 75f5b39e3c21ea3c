"""What `habeas simulate plan` says: an answer in words, tables of what it rests on, and the same as JSON."""

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from habeas.cli.simulate.output import tell_source
from habeas.sim.plan import Ask, Plan, Wish


def as_dict(ask: Ask, found: Plan) -> dict[str, Any]:
    setup, wish = ask.setup, ask.wish
    best, reached = found.best
    return {
        "scenario": setup.source.name,
        "policy": ask.policy,
        "committed": setup.committed,
        "briefing": setup.briefing,
        "places": setup.places,
        "seeds": list(ask.seeds),
        "unknown_places": list(setup.source.unknown_places),
        "reach": wish.reach,
        "within_minutes": wish.within_minutes,
        "possible": found.counsel is not None,
        "counsel": found.counsel,
        "reached": reached if found.counsel is None else found.tried[found.counsel],
        "best": {"counsel": best, "reached": reached},
        "without_ways_reached": found.without_ways,
        "tried": [{"counsel": number, "reached": share} for number, share in found.tried.items()],
        "where": [asdict(one) for one in found.where],
        "rota": None if found.shift_plan is None else _rota(found),
    }


def _rota(found: Plan) -> dict[str, Any]:
    assert found.shift_plan is not None
    return {
        "shifts": [asdict(one) for one in found.shift_plan.shifts],
        "reached": found.shift_plan.reached,
        "counsel_hours": found.shift_plan.counsel_hours,
        "all_day_counsel_hours": (found.counsel or 0) * found.day_hours,
    }


def tell(out: Console, ask: Ask, found: Plan) -> None:
    wish, source, days = ask.wish, ask.setup.source, len(ask.seeds)
    out.print(
        f"{source.name}: reach {wish.reach:.0%} of people within {_span(wish.within_minutes)}"
        f" ({days} {'day' if days == 1 else 'days'} played)"
    )
    for line in _answer(found, wish):
        out.print(line)
    out.print(_tries_table(found), _where(found), sep="\n\n")
    if found.shift_plan is not None:
        out.print(_shifts(found))
        out.print(_verdict(found, wish))
    tell_source(out, source.notes, source.unknown_places)


def _answer(found: Plan, wish: Wish) -> list[str]:
    if found.counsel is not None:
        return [f"It takes about {found.counsel} counsel: {found.tried[found.counsel]:.0%} are reached."]
    counsel, reached = found.best
    lines = [f"No number up to {wish.most} does. The best is {reached:.0%}, with {counsel} counsel."]
    without = found.without_ways or 0.0
    if without >= wish.reach:
        lines.append(f"The ways alone forbid it: if nobody had to travel, {without:.0%} would be reached.")
    else:
        lines.append(f"Even if nobody had to travel, only {without:.0%} would be reached.")
    return lines


def _span(minutes: float) -> str:
    hours, rest = divmod(round(minutes), 60)
    return " ".join(part for part, is_there in ((f"{hours} h", hours), (f"{rest} min", rest)) if is_there)


def _tries_table(found: Plan) -> Table:
    table = _table("counsel", "reached %")
    for number, share in found.tried.items():
        table.add_row(str(number), f"{100 * share:.1f}")
    return table


def _where(found: Plan) -> Table:
    table = _table("where", "of the middle", "people %", "counsel begin there")
    for one in found.where:
        table.add_row(one.area, one.lies, f"{100 * one.people:.0f}", str(one.counsel))
    return table


def _shifts(found: Plan) -> Table:
    assert found.shift_plan is not None
    table = _table("counsel", "from hour", "to hour")
    for one in found.shift_plan.shifts:
        table.add_row(str(one.counsel), str(one.from_hour), str(one.until_hour))
    return table


def _verdict(found: Plan, wish: Wish) -> str:
    assert found.shift_plan is not None
    hours, all_day = found.shift_plan.counsel_hours, (found.counsel or 0) * found.day_hours
    does = "" if found.shift_plan.reached >= wish.reach else ", less than wished: keep some on longer"
    return (
        f"With these shifts {found.shift_plan.reached:.0%} are reached{does}; "
        f"they are {hours:.0f} hours of duty, not {all_day:.0f}."
    )


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        words = heading in {"where", "of the middle"}
        table.add_column(heading, justify="left" if words else "right", no_wrap=number == 0)
    return table
