"""What measures, needs and moments are called in a report."""

from dataclasses import dataclass

from habeas.sim.measure import Measures


@dataclass(frozen=True, slots=True)
class Label:
    """share: told in per cent. less: the less the better."""

    key: str
    text: str
    share: bool
    less: bool
    decimals: int = 0

    def of(self, measures: Measures) -> float:
        value: float = getattr(measures, self.key)
        return 100 * value if self.share else value

    def format(self, value: float) -> str:
        return f"{value:.{self.decimals}f}" + (" %" if self.share else "")


# How long a decision takes is left out: it tells of the machine, not of the day.
LABELS = (
    Label("reached_within_limit", "reached in time", share=True, less=False),
    Label("worst_place_reached", "reached in time, worst place", share=True, less=False),
    Label("urgent_within_60min", "pressing cases within 1 h", share=True, less=False),
    Label("accepted_within_2min", "accepted within 2 min", share=True, less=False),
    Label("promises_broken", "promises broken", share=True, less=True, decimals=1),
    Label("travel_hours_per_client", "road hours a client", share=False, less=True, decimals=2),
    Label("notices_per_client", "phones rung a client", share=False, less=True, decimals=1),
)
KINDS = {"criminal": "criminal case", "minor": "a minor", "other": "other"}


def clock(minutes: float) -> str:
    """Hours and minutes since the day began, or of a span: 4:05."""
    hours, rest = divmod(round(minutes), 60)
    return f"{hours}:{rest:02}"


def hours(minutes: float) -> str:
    """3 h, 2 h 30 min."""
    whole, rest = divmod(round(minutes), 60)
    return " ".join(part for part, is_there in ((f"{whole} h", whole), (f"{rest} min", rest)) if is_there)


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def place(name: str) -> str:
    """Short enough for a map."""
    return name.removeprefix("ОВД ").removesuffix(" (district)")
