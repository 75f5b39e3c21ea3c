"""What one more counsel at a place is worth, against a plain schedule taken client by client."""

from hypothesis import given
from hypothesis import strategies as st

from habeas.core.config import Config
from habeas.core.matching.value import GRID, Queue, count_reached, newcomer_values

CONFIG = Config(newcomers=3)
minutes = st.floats(0, 240).map(lambda value: round(value, 1))
queues = st.builds(
    Queue,
    waits=st.lists(minutes, min_size=1, max_size=12).map(lambda found: sorted(found, reverse=True)),
    weights=st.just([1.0] * 12),
    hands=st.lists(minutes, max_size=6),
    chances=st.just([]),
).map(lambda queue: queue._replace(weights=queue.weights[: len(queue.waits)]))


def on_time(queue: Queue, config: Config) -> int:
    """Earliest limit first, whoever cannot be reached any more left out: one client after another."""
    hands = sorted(queue.hands)
    served = 0
    for wait in queue.waits:
        if hands and wait + hands[0] <= config.limit_minutes:
            served += 1
            hands = sorted([*hands[1:], hands[0] + config.consultation])
    return served


@given(queues)
def test_how_many_are_reached_is_what_a_plain_schedule_reaches(queue: Queue) -> None:
    assert count_reached([queue], CONFIG).tolist() == [on_time(queue, CONFIG)]


@given(st.lists(queues, min_size=1, max_size=4))
def test_one_more_is_worth_something_and_never_more_than_the_one_before(some: list[Queue]) -> None:
    found = newcomer_values(some, CONFIG)
    assert (found >= -1e-9).all()
    assert (found[:, 1:] <= found[:, :-1] + 1e-9).all()


@given(queues)
def test_who_comes_sooner_is_worth_more(queue: Queue) -> None:
    first = newcomer_values([queue], CONFIG)[0, 0]
    assert len(first) == len(GRID)
    assert all(
        first[later] <= first[sooner] + 1e-9 for sooner, later in zip(range(6), range(1, 7), strict=True)
    )


@given(queues, st.floats(0.05, 0.95))
def test_an_offer_that_is_out_makes_the_next_worth_less(queue: Queue, chance: float) -> None:
    alone = newcomer_values([queue], CONFIG)
    beside = newcomer_values([queue._replace(chances=[chance])], CONFIG)
    assert (beside <= alone + 1e-9).all()


def test_the_second_of_two_counsel_for_three_clients_is_worth_a_little() -> None:
    queue = Queue(waits=[10.0, 10.0, 10.0], weights=[1.0] * 3, hands=[], chances=[])
    first, second, third = newcomer_values([queue], CONFIG)[0, :, 1]
    assert first > second > third == 0
