"""How long a press takes at a given pace: sent when due, whether or not others are answered."""

from bench.durable import Told, Wrong
from bench.figures import Figures, figure, middle
from bench.instance import Instances, posts
from bench.load import Outcome, Plan, run, write_requests

PACES = (1_000, 700, 500, 350, 200)
SECONDS = 4
WARM_SECONDS = 0.5
CONNECTIONS = 256
# A pace is held when nearly all are answered at that pace, so that no queue was growing.
HELD = 0.95


def measure(instances: Instances, rounds: int, told: Told) -> Figures:
    """At 1,000 presses a second, or at the highest pace below that this machine holds at the moment."""
    pace = _held_pace(instances, told)
    seen = []
    for _ in range(rounds):
        grouped, single = (_at(instances, pace, group=group).wait_ms(0.99) for group in (True, False))
        told(f"at {pace:,} presses/s: p99 {grouped:,.0f} ms grouped, {single:,.0f} ms single")
        seen.append((grouped, single))
    return {
        "paced_rate": figure(pace, "presses/s"),
        "paced_p99": figure(middle(grouped for grouped, _ in seen), "ms"),
        "paced_p99_single": figure(middle(single for _, single in seen), "ms"),
        "paced_p99_group_of_single": figure(middle(a / b for a, b in seen), "of single's", "<= 0.15"),
    }


def _held_pace(instances: Instances, told: Told) -> int:
    for pace in PACES:
        done = _at(instances, pace, group=True)
        told(f"trying {pace:,} presses/s: {done.rate:,.0f} answered, p99 {done.wait_ms(0.99):,.0f} ms")
        if done.rate >= pace * HELD and not done.unanswered:
            return pace
    raise Wrong(f"this machine does not hold {PACES[-1]} presses a second now")


def _at(instances: Instances, pace: int, *, group: bool) -> Outcome:
    settings = instances.copy(server={"group_commit": group})
    with instances.serving(settings) as serving:
        presses = instances.presses(int(pace * (SECONDS + WARM_SECONDS)))
        plan = Plan(
            port=serving.port,
            requests=write_requests(settings.parent / "requests", posts(presses)),
            connections=CONNECTIONS,
            rate=pace,
            warm=int(pace * WARM_SECONDS),
            seconds=SECONDS + WARM_SECONDS + 5,
        )
        done = run(plan)
    if done.failed:
        raise Wrong(f"{done.failed} presses were refused")
    return done
