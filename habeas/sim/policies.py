"""Every policy of the table by its name."""

from collections.abc import Callable

from msgspec import structs

from habeas.core.matching import Rule, house_rule
from habeas.core.time import MINUTE_MS, SECOND_MS
from habeas.sim import rules
from habeas.sim.assumptions import Assumptions
from habeas.sim.policy import PLANS, Policy

# By name: the rule, and whether one counsel takes several.
_RULES: dict[str, tuple[Callable[[Assumptions], Rule], bool]] = {
    "hotline": (lambda a: rules.walk_rule(rules.hotline_rule(a.hotline_dispatchers)), True),
    "broadcast": (lambda _: rules.broadcast_rule, False),
    "taxi": (lambda _: rules.taxi_rule, False),
    "taxi+w": (lambda _: rules.walk_rule(rules.taxi_rule), True),
    "waves": (lambda _: rules.walk_rule(rules.waves_rule), True),
    "batch": (lambda _: rules.walk_rule(rules.batch_rule), True),
    "pooled": (lambda _: house_rule, True),
    "teleport": (lambda _: rules.walk_rule(rules.batch_rule), True),
}
NAMES = tuple(_RULES)
BROADCAST_OFFERS = 100


def policy(name: str, a: Assumptions, *, committed: bool, briefing: bool) -> Policy:
    """The policy of that name. Raises KeyError for another."""
    rule, several = _RULES[name]
    plan = "batch" if name == "teleport" else name.removesuffix("+w")
    each = BROADCAST_OFFERS if name == "broadcast" else a.dispatch.offers_each
    return Policy(
        name=name,
        rule=rule(a),
        plan=PLANS[plan],
        config=structs.replace(a.dispatch, offers_each=each, briefing=briefing),
        road=a.road,
        capacity=a.capacity if several else 1,
        side_by_side=a.dispatch.side_by_side if several else 1,
        committed=committed,
        window_ms=round(a.window_seconds * SECOND_MS),
        learn_ms=round(a.clients.learn_minutes * MINUTE_MS),
        reseal_ms=round(a.reseal_seconds * SECOND_MS),
        desk_look_seconds=a.desk_look_seconds,
        call_ms=round(a.hotline_call_seconds * SECOND_MS) if name == "hotline" else 0,
        teleport=name == "teleport",
    )
