"""Proof of work: found by trying, checked at once, bound to a nonce of these minutes and to one case."""

from hypothesis import given
from hypothesis import strategies as st

from habeas.client.work import find_work
from habeas.core.work import NONCE_MS, done_bits, is_fresh, nonce_at
from tests.core.make import NOW

NONCE, CASE = "n" * 22, "c" * 22


def test_the_pages_count_alike() -> None:
    """web/src/seal/work.test.ts has the same numbers."""
    assert [done_bits(NONCE, CASE, number) for number in (0, 13, 69, 430)] == [0, 5, 6, 11]
    assert find_work(NONCE, CASE, 6, 100) == 69
    assert find_work(NONCE, CASE, 64, 20) == 13


@given(st.binary(min_size=32, max_size=32), st.integers(0, 2 * NONCE_MS))
def test_a_nonce_is_good_for_ten_to_twenty_minutes(key: bytes, later: int) -> None:
    nonce = nonce_at(key, NOW)
    assert len(nonce) == 22
    assert is_fresh(nonce, key, NOW + later) or later >= NONCE_MS
    assert not is_fresh(nonce, key, NOW + 2 * NONCE_MS)
    assert not is_fresh(nonce, key[::-1] + b"?", NOW)
