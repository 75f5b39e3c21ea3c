"""Legal clocks as written in clocks/JURISDICTION.json: rules over what a person logs. Phones count by them.

What is let through here, a phone's own reader (web/src/clocks/read.ts) lets through. One point is stricter:
a form of limit that phones of this version cannot count is refused; more likely it is misspelt.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from habeas.guides.unit import Date, Jurisdiction, Language, Line, Names, Url

Hours = Annotated[str, Meta(pattern=r"^PT[1-9]\d{0,2}H$", max_length=6)]
Days = Annotated[int, Meta(ge=0, le=3)]
Event = Annotated[str, Meta(pattern=r"^[a-z_]{2,40}$", max_length=40)]
Events = tuple[Event, ...]
ALWAYS: tuple[Language, ...] = ("en", "ru")


class Certainty(StrEnum):
    """Wording of the law seen, a secondary source seen, from memory, nothing seen."""

    seen = "seen"
    secondary = "secondary"
    memory = "memory"
    unseen = "unseen"


class _Written(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A misspelt key would silently drop a condition, so none is let through."""


class Start(_Written, frozen=True):
    """The rule counts from an event, or from so many hours after it."""

    on: Event
    plus: Hours | None = None


class Again(_Written, frozen=True):
    on: Event
    after: Hours


class Extend(_Written, frozen=True):
    """An event in time moves the end: `by` so much, or to so long `after` the event."""

    on: Event
    sure: Certainty
    by: Hours | None = None
    after: Hours | None = None


class Questioning(_Written, frozen=True):
    """At most `row` without a rest of `rest`; at most `day` in one local day."""

    row: Hours | None = None
    rest: Hours | None = None
    day: Hours | None = None


class Measure(_Written, frozen=True):
    """Exactly one of after, end_of_day, questioning, prompt, blocked; again and extend go with after."""

    after: Hours | None = None
    again: Again | None = None
    extend: Extend | None = None
    end_of_day: Days | None = None
    questioning: Questioning | None = None
    prompt: bool | None = None
    blocked: Names | None = None


class Instead(_Written, frozen=True, rename={"when": "if"}):
    """Once `when` is logged, the rule counts from these."""

    when: Event
    starts: tuple[Start, ...]


class Stands(_Written, frozen=True):
    """Where the limit stands; `seen` is the day on which somebody read it at `url`."""

    act: Line
    art: Line
    url: Url | None
    seen: Date | None


class Vouched(_Written, frozen=True):
    """Who signed it: all three or none. From the day `expires` on nobody vouches for it."""

    by: Line | None
    at: Date | None
    expires: Date | None


class Rule(_Written, frozen=True):
    """One limit. What the members mean stands in web/src/clocks/rules.ts, which counts by them."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9-]+(\.[a-z0-9]+)+$", max_length=60)]
    name: Names
    starts: Annotated[tuple[Start, ...], Meta(min_length=1)]
    ends: Events
    limit: Measure
    demand: Names
    source: Annotated[tuple[Stands, ...], Meta(min_length=1)]
    sure: Certainty
    review: Vouched
    instead: Instead | None = None
    needs: Events | None = None
    once: Events | None = None
    unless: Events | None = None
    branch: str | None = None
    presumption: Names | None = None
    note: Names | None = None

    def verified(self, today: str) -> bool:
        """Whether somebody vouches for it on this day (YYYY-MM-DD)."""
        return self.review.by is not None and today < (self.review.expires or "")

    @property
    def texts(self) -> list[Names]:
        every = (self.name, self.demand, self.presumption, self.note, self.limit.blocked)
        return [one for one in every if one is not None]


class Branches(_Written, frozen=True):
    """The charged article decides between rules."""

    strongest_first: tuple[str, ...]
    articles: dict[Line, str]
    sure: Certainty


class Clocks(_Written, frozen=True):
    """All clocks of one jurisdiction. `events` are offered in this order; `lasting` outlive a release."""

    format: Literal[1]
    jurisdiction: Jurisdiction
    status: Line
    events: Events
    rules: tuple[Rule, ...]
    lasting: Events | None = None
    branches: Branches | None = None


def path_of(jurisdiction: str) -> str:
    """Where the clocks are written, from the folder of the packs."""
    return f"clocks/{jurisdiction}.json"


def wrong(clocks: Clocks) -> Iterator[tuple[str, str]]:
    """(rule or nothing, what is wrong): what names something else must name what is there."""
    branches = clocks.branches.strongest_first if clocks.branches else ()
    unknown = [kind for kind in clocks.lasting or () if kind not in clocks.events]
    yield from (("", f"lasting: {kind} is no event of these") for kind in unknown)
    for branch in clocks.branches.articles.values() if clocks.branches else ():
        if branch not in branches:
            yield "", f"articles: there is no branch {branch}"
    known = [rule.id for rule in clocks.rules]
    for rule in clocks.rules:
        yield from ((rule.id, what) for what in _rule(rule, clocks, branches))
        if known.count(rule.id) > 1:
            yield rule.id, "stands twice"


def _rule(rule: Rule, clocks: Clocks, branches: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{kind} is no event of these" for kind in _kinds(rule) if kind not in clocks.events)
    yield from _measure(rule.limit)
    if rule.branch is not None and rule.branch not in branches:
        yield f"there is no branch {rule.branch}"
    lacking = [one for one in ALWAYS if any(one not in text for text in rule.texts)]
    if lacking:
        yield f"a text is missing in {', '.join(lacking)}"
    told = (rule.review.by, rule.review.at, rule.review.expires)
    if len({value is None for value in told}) > 1:
        yield "a review has by, at and expires, or none of them"
    elif rule.review.at and rule.review.expires and rule.review.expires <= rule.review.at:
        yield f"its review expires on {rule.review.expires}, not after {rule.review.at}"


def _measure(limit: Measure) -> Iterator[str]:
    forms = (limit.after, limit.end_of_day, limit.questioning, limit.prompt, limit.blocked)
    if sum(one is not None for one in forms) != 1 or limit.prompt is False:
        yield "limit: exactly one of after, end_of_day, questioning, prompt (true), blocked"
    if (limit.again or limit.extend) and not limit.after:
        yield "limit: again and extend go with after"
    if limit.extend and (limit.extend.by is None) == (limit.extend.after is None):
        yield "limit: extend has either by or after"
    asked = limit.questioning
    if asked and ((asked.row is None) != (asked.rest is None) or not (asked.row or asked.day)):
        yield "limit: questioning has row with rest, or day"


def _kinds(rule: Rule) -> Iterator[str]:
    """All events that the rule names."""
    yield from (start.on for start in rule.starts)
    if rule.instead:
        yield rule.instead.when
        yield from (start.on for start in rule.instead.starts)
    yield from (one.on for one in (rule.limit.again, rule.limit.extend) if one)
    for some in (rule.needs, rule.once, rule.unless, rule.ends):
        yield from some or ()
