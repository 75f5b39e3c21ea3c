"""What a phone does when the service wants work of it."""

from habeas.core.work import done_bits


def find_work(nonce: str, case_id: str, wanted_bits: int, most_tries: int) -> int:
    """The first number with so many bits, or the best of all that were tried."""
    best, best_bits = 0, -1
    for number in range(most_tries):
        bits = done_bits(nonce, case_id, number)
        if bits > best_bits:
            best, best_bits = number, bits
        if bits >= wanted_bits:
            break
    return best
