"""Legal clocks as written in clocks/JURISDICTION.json: rules over the events that a person logs.

Phones count by them. Whatever passes here passes the phone's own reader too
(web/src/clocks/ruleReader.ts). This reader is stricter in one point: it refuses a form of limit that phones
cannot count, likely a misspelling.
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
    """What somebody read: the law itself, another's account of it, nothing (from memory), nothing at all."""

    seen = "seen"
    secondary = "secondary"
    memory = "memory"
    unseen = "unseen"


class _Strict(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Refuses unknown keys: a misspelt one would silently drop a condition."""


class Start(_Strict, frozen=True):
    """The rule counts from an event, or from so many hours after it."""

    on: Event
    plus: Hours | None = None


class Again(_Strict, frozen=True):
    on: Event
    after: Hours


class Extend(_Strict, frozen=True):
    """An event before the end moves the end: `by` so many hours, or to so many hours `after` the event."""

    on: Event
    sure: Certainty
    by: Hours | None = None
    after: Hours | None = None


class Questioning(_Strict, frozen=True):
    """At most `row` hours without a rest of `rest` hours; at most `day` hours in one local day."""

    row: Hours | None = None
    rest: Hours | None = None
    day: Hours | None = None


class Measure(_Strict, frozen=True):
    """Exactly one of after, end_of_day, questioning, prompt and blocked; again and extend need after."""

    after: Hours | None = None
    again: Again | None = None
    extend: Extend | None = None
    end_of_day: Days | None = None
    questioning: Questioning | None = None
    prompt: bool | None = None
    blocked: Names | None = None


class Instead(_Strict, frozen=True, rename={"when": "if"}):
    """Once the event `when` is logged, the rule counts from these starts."""

    when: Event
    starts: tuple[Start, ...]


class Citation(_Strict, frozen=True):
    """Where the law says it. `seen`: the day on which somebody read it at `url`."""

    act: Line
    art: Line
    url: Url | None
    seen: Date | None


class ClockReview(_Strict, frozen=True):
    """Who vouches for a rule: all three or none. From the day `expires` on nobody does."""

    by: Line | None
    at: Date | None
    expires: Date | None


class Rule(_Strict, frozen=True):
    """One limit. web/src/clocks/rules.ts counts by it, and says what its members mean."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9-]+(\.[a-z0-9]+)+$", max_length=60)]
    name: Names
    starts: Annotated[tuple[Start, ...], Meta(min_length=1)]
    ends: Events
    limit: Measure
    demand: Names
    source: Annotated[tuple[Citation, ...], Meta(min_length=1)]
    sure: Certainty
    review: ClockReview
    instead: Instead | None = None
    needs: Events | None = None
    once: Events | None = None
    unless: Events | None = None
    branch: str | None = None
    presumption: Names | None = None
    note: Names | None = None

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody vouches for it, at least until the day on which the review expires."""
        return self.review.by is not None

    @property
    def texts(self) -> list[Names]:
        texts = (self.name, self.demand, self.presumption, self.note, self.limit.blocked)
        return [text for text in texts if text is not None]


class Branches(_Strict, frozen=True):
    """The article that somebody is charged with decides between rules."""

    strongest_first: tuple[str, ...]
    articles: dict[Line, str]
    sure: Certainty


class Clocks(_Strict, frozen=True):
    """All clocks of one jurisdiction. `events`: in the order of the screen. `lasting`: those that a release
    does not end.
    """

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


def mistakes(clocks: Clocks) -> Iterator[tuple[str, str]]:
    """(rule id, what is wrong), with an empty id for the whole file."""
    branches = clocks.branches.strongest_first if clocks.branches else ()
    unknown = [kind for kind in clocks.lasting or () if kind not in clocks.events]
    yield from (("", f"lasting: {kind} is no event of these") for kind in unknown)
    for branch in clocks.branches.articles.values() if clocks.branches else ():
        if branch not in branches:
            yield "", f"articles: there is no branch {branch}"
    ids = [rule.id for rule in clocks.rules]
    for rule in clocks.rules:
        yield from ((rule.id, mistake) for mistake in _rule_mistakes(rule, clocks, branches))
        if ids.count(rule.id) > 1:
            yield rule.id, "stands twice"


def _rule_mistakes(rule: Rule, clocks: Clocks, branches: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{kind} is no event of these" for kind in _events_of(rule) if kind not in clocks.events)
    yield from _limit_mistakes(rule.limit)
    if rule.branch is not None and rule.branch not in branches:
        yield f"there is no branch {rule.branch}"
    lacking = [language for language in ALWAYS if any(language not in text for text in rule.texts)]
    if lacking:
        yield f"a text is missing in {', '.join(lacking)}"
    review = (rule.review.by, rule.review.at, rule.review.expires)
    if len({value is None for value in review}) > 1:
        yield "a review has by, at and expires, or none of them"
    elif rule.review.at and rule.review.expires and rule.review.expires <= rule.review.at:
        yield f"its review expires on {rule.review.expires}, not after {rule.review.at}"


def _limit_mistakes(limit: Measure) -> Iterator[str]:
    forms = (limit.after, limit.end_of_day, limit.questioning, limit.prompt, limit.blocked)
    if sum(form is not None for form in forms) != 1 or limit.prompt is False:
        yield "limit: exactly one of after, end_of_day, questioning, prompt (true), blocked"
    if (limit.again or limit.extend) and not limit.after:
        yield "limit: again and extend go with after"
    if limit.extend and (limit.extend.by is None) == (limit.extend.after is None):
        yield "limit: extend has either by or after"
    hours = limit.questioning
    if hours and ((hours.row is None) != (hours.rest is None) or not (hours.row or hours.day)):
        yield "limit: questioning has row with rest, or day"


def _events_of(rule: Rule) -> Iterator[str]:
    """All events that the rule names."""
    yield from (start.on for start in rule.starts)
    if rule.instead:
        yield rule.instead.when
        yield from (start.on for start in rule.instead.starts)
    yield from (change.on for change in (rule.limit.again, rule.limit.extend) if change)
    for events in (rule.needs, rule.once, rule.unless, rule.ends):
        yield from events or ()
