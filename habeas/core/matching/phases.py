"""Whose phones are rung for whom, in which order: in a flood first for those who show something."""

from collections.abc import Iterator
from heapq import nsmallest
from zlib import crc32

from habeas.core.matching.queues import PlaceQueue
from habeas.core.matching.rule import MatchInput
from habeas.core.ranks import Rank


def phases(
    queues: list[PlaceQueue], free: dict[str, int], inputs: MatchInput
) -> Iterator[tuple[list[PlaceQueue], dict[str, int]]]:
    """Queues, and counsel to ask for them, who are spent meanwhile.

    In a flood: those who show something, with all but every fourth; those who show nothing, with whoever is
    left; and the first once more, so that nobody is kept for people whom she cannot be asked for.
    """
    if not inputs.is_flooded():
        yield queues, free
        return
    proven = [queue for queue in queues if not queue.unproven]
    reserved = _reserved_counsel(free, inputs)
    most = {key: number for key, number in free.items() if key not in reserved}
    yield proven, most
    rest = most | {key: free[key] for key in reserved}
    yield [queue for queue in queues if queue.unproven], rest
    if reserved:
        yield proven, rest


def _reserved_counsel(free: dict[str, int], inputs: MatchInput) -> list[str]:
    """Of those free, who is kept for people who show nothing: as many as make every fourth who is busy."""
    held = [(case.counsel, case) for case in inputs.assigned_cases if case.counsel is not None]
    asked = [(offer.counsel, search.case) for search in inputs.searches for offer in search.live_offers]
    unproven = {counsel for counsel, case in (*held, *asked) if case.rank < Rank.work}
    everybody = {counsel for counsel, _ in (*held, *asked)} | free.keys()
    share = int(inputs.config.unproven_share * len(everybody))
    key = f"{inputs.now // inputs.config.lot_ms}|"
    return nsmallest(max(0, share - len(unproven)), free, key=lambda one: (crc32((key + one).encode()), one))
