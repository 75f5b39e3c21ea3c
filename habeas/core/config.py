"""What an organisation assumes and wants when cases are matched: numbers, each with its unit, in one place.

Defaults are assumptions, not findings; docs/dispatch.md says where they come from and what they are worth.
"""

from collections.abc import Mapping

from msgspec import Struct, field

from habeas.core.states import Case, Need, Urgency
from habeas.core.time import DAY_MS, MINUTE_MS, SECOND_MS, Millis

_NEED = {
    Need.stopped: 1.0,
    Need.detained: 1.0,
    Need.questioned: 1.5,
    Need.search: 1.5,
    Need.someone_else: 1.0,
}
_URGENCY = {Urgency.now: 4.0, Urgency.today: 1.2, Urgency.soon: 1.0}


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What reaching somebody in time is worth: that of the need times that of the urgency."""

    need: Mapping[Need, float] = field(default_factory=lambda: dict(_NEED))
    urgency: Mapping[Urgency, float] = field(default_factory=lambda: dict(_URGENCY))

    def of(self, case: Case) -> float:
        return self.need.get(case.need, 1.0) * self.urgency.get(case.urgency, 1.0)


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How matching reckons.

    offers_each: open offers that one phone shows. access_listed: counsel named for resealing, a case.
    silent_ms: an open case in which nothing has happened for so long is closed as expired.

    limit_minutes: within which somebody should be beside a person, from the press. decay: the share of its
    value that a case loses evenly until then; late_share: what is left of it for late_minutes more.

    accept_base, accept_per_minute: the chance that an offer is accepted, and what each minute of the way
    takes from it; accept_committed: when she has set the time aside. repeat_accept_factor: what is left of
    the chance once she was asked for somebody at the place and did not say yes.

    consult_minutes: with one client; side_by_side: clients whom one counsel serves at once in one place.
    briefing: she briefs all together on arrival, so that each consultation takes briefing_share of it.
    entry_minutes: from the door to the client; refused_minutes: when she is kept out.

    promise_slack: added to the time until a scheduled start before it is promised, as a share of it;
    promise_margin_minutes: added while she is not inside yet; promise_share: of the limit that it must lie
    in. urgent_weight: from which on a case goes before others.

    travel_cost_per_minute: what a minute of travel costs; cost_per_notice: what ringing a phone costs;
    second_counsel_cost: what one more counsel costs where one is or goes. All in the value of a case of
    weight 1. lost_counsel_factor: who was promised a counsel and lost her is worth so many times more.
    follow_minutes: as many again as pressed at a place within them, less one, are expected to follow.
    first_counsel_factor: the first at a place is worth so many times more. book_ahead_minutes: who is done
    with her clients by then can be asked for another place. hold_seconds: how long a yes from afar waits for
    somebody nearer who is asked too; hold_minutes: how much nearer.

    nearest: counsel looked at for a place. newcomers: offers to one place in one round. most_edges: beyond,
    the matching is greedy. most_looks: at cases and pairs in one decision; beyond, its rounds get broader.
    Both are budgets in work and not in time, so that a board is decided alike everywhere.
    look_again_ms: while somebody waits where somebody is or goes.

    crowd_cases: more who show nothing are a flood while somebody shows something; most_unproven, most_proven:
    more than are looked at, whatever they show. drawn_cases: how many of those who show nothing are looked at
    in a flood; lot_ms: how long one order of the lots holds. unproven_share: of the counsel on duty, for
    those who show nothing. known_share, armed_share: of the counsel on duty, for those ranks.
    """

    offers_each: int = 1
    access_listed: int = 14
    silent_ms: Millis = 30 * DAY_MS
    weights: Weights = field(default_factory=Weights)
    limit_minutes: float = 180.0
    decay: float = 0.3
    late_share: float = 0.1
    late_minutes: float = 120.0
    accept_base: float = 0.75
    accept_per_minute: float = 0.006
    accept_committed: float = 0.92
    repeat_accept_factor: float = 0.4
    consult_minutes: float = 40.0
    side_by_side: int = 2
    briefing: bool = False
    briefing_share: float = 0.5
    entry_minutes: float = 8.0
    refused_minutes: float = 60.0
    promise_slack: float = 0.2
    promise_margin_minutes: float = 10.0
    promise_share: float = 0.9
    urgent_weight: float = 3.5
    travel_cost_per_minute: float = 0.004
    cost_per_notice: float = 0.02
    second_counsel_cost: float = 0.6
    lost_counsel_factor: float = 3.0
    follow_minutes: float = 5.0
    first_counsel_factor: float = 1.2
    book_ahead_minutes: float = 0.0
    hold_seconds: float = 45.0
    hold_minutes: float = 8.0
    nearest: int = 20
    newcomers: int = 4
    most_edges: int = 400_000
    most_looks: int = 50_000
    look_again_ms: Millis = 15 * SECOND_MS
    crowd_cases: int = 100
    most_unproven: int = 5_000
    most_proven: int = 1_000
    drawn_cases: int = 100
    lot_ms: Millis = MINUTE_MS
    unproven_share: float = 0.25
    known_share: float = 0.5
    armed_share: float = 0.25

    def acceptance(self, minutes: float, committed: bool) -> float:
        """The chance that she says yes to a way of so many minutes."""
        return (
            self.accept_committed
            if committed
            else max(0.05, self.accept_base - self.accept_per_minute * minutes)
        )

    @property
    def consultation(self) -> float:
        """Expected minutes with one client."""
        return self.consult_minutes * (self.briefing_share if self.briefing else 1.0)


DEFAULT = Config()
