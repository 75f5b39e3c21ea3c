"""Python's garbage collector, set for processes that live long and must not pause."""

import gc


def tune_garbage_collection() -> None:
    """What was loaded at the start stays; fewer full rounds keep pushes and decisions even."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 1_000)
