"""A flood on the serving process, in small: nobody is refused, and who shows something is offered in time."""

from pathlib import Path

import pytest

from bench.flood import Scale, play
from bench.instance import Instances

SMALL = Scale(fakes_per_minute=9_000, seconds=15, counsel=8, real=3)


@pytest.mark.slow
def test_nobody_is_refused_and_who_shows_something_is_found_among_two_thousand(tmp_path: Path) -> None:
    seen = play(Instances(tmp_path), SMALL, print)
    assert (seen.flood.failed, seen.flood.unanswered, seen.refused) == (0, 0, 0)
    assert seen.flood.answered == 2_250
    assert len(seen.waits_s["vouched"]) == len(seen.waits_s["worked"]) == SMALL.real
    assert max(seen.waits_s["vouched"]) <= 60
    assert seen.after_s is not None
