"""The escalation plan: how many counsel are asked at once and for how long. Stamped on a case at opening."""

from msgspec import Struct

from habeas.core.time import SECOND_MS, Millis

MAX_STEPS = 8
MAX_AT_ONCE = 14
MIN_STEP_SECONDS = 5
MAX_STEP_SECONDS = 3_600


class Step(Struct, frozen=True):
    """`at_once` offers stand side by side; each stands for `seconds`."""

    at_once: int
    seconds: int

    def __post_init__(self) -> None:
        if not 1 <= self.at_once <= MAX_AT_ONCE:
            raise ValueError(f"a step asks 1 to {MAX_AT_ONCE} at once, not {self.at_once}")
        if not MIN_STEP_SECONDS <= self.seconds <= MAX_STEP_SECONDS:
            raise ValueError(
                f"a step lasts {MIN_STEP_SECONDS} to {MAX_STEP_SECONDS} seconds, not {self.seconds}"
            )

    @property
    def ms(self) -> Millis:
        return self.seconds * SECOND_MS


class Plan(Struct, frozen=True):
    """The steps in order; after the last one the desk is asked. Raises ValueError when empty or too long."""

    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.steps) <= MAX_STEPS:
            raise ValueError(f"a plan has 1 to {MAX_STEPS} steps, not {len(self.steps)}")

    @property
    def total_ms(self) -> Millis:
        """The longest that a case waits while nobody can be asked."""
        return sum([step.seconds for step in self.steps]) * SECOND_MS
